/// How long archived sound is kept.
public struct ArchivePolicy: Hashable, Sendable {
  /// Whole days after the day of the sound; 1 or more.
  public var days: Int
  /// Bytes that stay free on the disk; the oldest files go first.
  public var freeBytes: Int64

  public init(days: Int = 90, freeBytes: Int64 = 2_000_000_000) {
    self.days = days
    self.freeBytes = freeBytes
  }

  public enum Reason: String, Hashable, Sendable {
    case age
    case space
  }

  /// Which files are to go, and why.
  ///
  /// - Parameters:
  ///   - files: with the date of their folder and their size in bytes.
  ///   - free: bytes free on the disk now.
  func expired(
    _ files: [(name: String, date: CivilDate, bytes: Int64)], today: CivilDate, free: Int64
  ) -> [(name: String, reason: Reason)] {
    var free = free
    var expired: [(name: String, reason: Reason)] = []
    for file in files.sorted(by: { ($0.date, $0.name) < ($1.date, $1.name) }) {
      let isOld = file.date + days < today
      guard isOld || free < freeBytes else { continue }
      free += file.bytes
      expired.append((file.name, isOld ? .age : .space))
    }
    return expired
  }
}
