/// Announcements aired as one (buổi phát, bản tin thời sự của xã): edited, timed and approved together.
public struct Bulletin: Hashable, Sendable, Codable, Identifiable {
  public var id: String
  public var title: String
  public var airClass: AirClass
  /// Opening signature (nhạc hiệu), library hashes.
  public var opening: [ClipHash]
  /// "Đây là Đài truyền thanh xã …", as written; may use a template's variables. Empty for none.
  public var introduction: String
  /// `Announcement.id`, in the order of reading; at least one.
  public var items: [String]
  /// Between two items, library hashes; empty for a pause alone.
  public var separator: [ClipHash]
  public var closing: String
  /// What it may last, in minutes, 1…180; `nil` for as long as it takes.
  public var lengthMinutes: Int?

  public init(
    id: String, title: String, airClass: AirClass, opening: [ClipHash], introduction: String, items: [String],
    separator: [ClipHash], closing: String, lengthMinutes: Int?
  ) {
    self.id = id
    self.title = title
    self.airClass = airClass
    self.opening = opening
    self.introduction = introduction
    self.items = items
    self.separator = separator
    self.closing = closing
    self.lengthMinutes = lengthMinutes
  }
}
