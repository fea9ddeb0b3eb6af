/// How what airs would be read now, to be held against what was approved.
struct SpokenHashes: Sendable {
  /// By `Announcement.id`.
  var items: [String: String] = [:]
  /// Of a bulletin's own words.
  var frame: String?

  init(
    of content: (bulletin: Bulletin?, items: [StoredAnnouncement])?, _ station: Station,
    by renderer: AnnouncementRenderer
  ) throws {
    for item in content?.items ?? [] {
      items[item.announcement.id] = try renderer.spokenHash(of: item.announcement)
    }
    frame = try content?.bulletin.map { try renderer.spokenHash(of: $0, settings: station.templateSettings) }
  }
}
