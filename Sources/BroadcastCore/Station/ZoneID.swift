/// The short name of a zone (thôn, ấp, xóm, khóm) in files, on the command line and in the log: `thon-dong`.
public struct ZoneID: Hashable, Sendable, Comparable, Codable, RawRepresentable {
  /// Lower-case Latin letters, digits and hyphens.
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static func < (a: ZoneID, b: ZoneID) -> Bool { a.rawValue < b.rawValue }
}
