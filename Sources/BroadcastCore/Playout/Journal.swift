internal import Foundation
internal import GRDB
public import Logging

/// Keeps records that the database would not take until it does, in order: a full disk must not silence the station,
/// nor may an entry be lost, doubled or overtaken.
public struct Journal {
  private struct Pending {
    var records: [LogRecord]
    /// Names given before the first try: by them an entry is found whose write ended in an error and yet took place.
    var events: [String]
    var moment: Moment
    var hasFailed = false
  }

  private let log: PlaybackLog
  private let ballast: Ballast
  private let logger: Logger
  private var waiting: [Pending] = []

  /// The disk is full and the log lives on what was kept back for it; said once, by `takeWarning`.
  private var usesBallast = false

  /// True once, after the reserve was given up.
  mutating func takeWarning() -> Bool {
    defer { usesBallast = false }
    return usesBallast
  }

  /// What is not written yet.
  public var pending: [(records: [LogRecord], moment: Moment)] { waiting.map { ($0.records, $0.moment) } }

  public init(log: PlaybackLog, ballast: Ballast, logger: Logger) {
    self.log = log
    self.ballast = ballast
    self.logger = logger
    ballast.reserve()
  }

  /// For what has happened already: written now, or kept until it can be.
  public mutating func append(_ records: [LogRecord], at moment: Moment, publish: (LogEntry) -> Void) {
    guard !records.isEmpty else { return }
    waiting.append(Pending(records: records, events: records.map { _ in EventID.make() }, moment: moment))
    retry(publish: publish)
  }

  /// For what must be on the disk before it may happen.
  ///
  /// - Returns: false, and nothing kept, where it is not, or where something earlier still waits.
  public mutating func commit(_ records: [LogRecord], at moment: Moment, publish: (LogEntry) -> Void) -> Bool
  {
    retry(publish: publish)
    guard waiting.isEmpty else { return false }
    let pending = Pending(records: records, events: records.map { _ in EventID.make() }, moment: moment)
    return write(pending, publish: publish)
  }

  public mutating func retry(publish: (LogEntry) -> Void) {
    while var next = waiting.first {
      if next.hasFailed {
        // The moment told is then, the place in the log is now: said, so that no one takes it for time going backwards.
        for index in next.records.indices { next.records[index].fields["delayed"] = true }
      }
      guard write(next, publish: publish) else {
        waiting[0].hasFailed = true
        return
      }
      waiting.removeFirst()
    }
  }

  private mutating func write(_ pending: Pending, publish: (LogEntry) -> Void) -> Bool {
    guard let code = attempt(pending, publish: publish) else { return true }
    guard code == .SQLITE_FULL, ballast.release() else { return false }
    usesBallast = true
    logger.critical("Đĩa đầy: đã dùng chỗ dự trữ của nhật ký, hãy xóa bớt tệp ngay")
    guard attempt(pending, publish: publish) == nil else { return false }
    let full = LogRecord(kind: .storage, fields: ["event_name": "disk-full"])
    _ = attempt(Pending(records: [full], events: [EventID.make()], moment: pending.moment), publish: publish)
    return true
  }

  /// - Returns: `nil` where the entries are in the log.
  private func attempt(_ pending: Pending, publish: (LogEntry) -> Void) -> ResultCode? {
    do {
      // After an error of an earlier try it is not known what the disk holds (a failed fsync says nothing of the bytes):
      // looked up first, never just written again. Should both be wrong, the UNIQUE event id refuses a second entry.
      if pending.hasFailed, let entries = try found(pending) {
        entries.forEach(publish)
        return nil
      }
      // All pages of the transaction are written anew in a retry, so none can be left from the failed one, which the
      // kernel may have dropped and marked clean.
      for entry in try log.append(pending.records, events: pending.events, at: pending.moment) {
        publish(entry)
      }
      return nil
    } catch {
      logger.critical("Chưa ghi được nhật ký, sẽ thử lại: \(error)")
      return (error as? DatabaseError)?.resultCode ?? .SQLITE_ERROR
    }
  }

  /// The entries of one transaction, so all or none.
  private func found(_ pending: Pending) throws -> [LogEntry]? {
    let entries = try pending.events.compactMap { try log.entry(event: $0) }
    return entries.isEmpty ? nil : entries
  }

  func save(_ progress: PlayoutProgress) {
    do {
      try log.save(progress)
    } catch {
      // Only widens the interval of an entry that is needed after a crash.
      logger.warning("Chưa ghi được tiến độ phát: \(error)")
    }
  }
}

/// The station ended with entries that the database would not take.
public struct UnwrittenEntries: Error, Sendable, CustomStringConvertible {
  /// Each as JSON without number, event id and hash.
  public let lines: [String]

  public var description: String {
    "NHẬT KÝ CHƯA ĐẦY ĐỦ: \(lines.count) mục không ghi được vào cơ sở dữ liệu, hãy giữ lại các dòng sau và xử lý đĩa:\n"
      + lines.joined(separator: "\n")
  }
}
