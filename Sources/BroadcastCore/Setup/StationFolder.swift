/// A station as files: `schedules/<commune>/station.yaml`, `programmes/*.yaml`, and where it has them `criteria.yaml`,
/// `holidays.yaml`, `lexicon.yaml` and `templates/*.yaml`; read all or nothing.
public struct StationFolder: Hashable, Sendable {
  public var station: Station
  public var announcements: [AnnouncementDraft]
  public var bulletins: [BulletinDraft]
  public var programmes: [Programme]
  public var events: [CommunityEvent]
  /// In the order of the commune's table.
  public var criteria: [Criterion]
  /// The shipped holidays, with the station's own over them.
  public var holidays: HolidayCatalogue
  /// The shipped templates, with those of `templates/*.yaml` over them.
  public var templates: TemplateLibrary
  /// SHA-256 of every file read, by its path inside the folder.
  public var fileHashes: [String: String]
  /// Where each thing is defined, so that a finding can point there.
  public var places: [Finding.Subject: SetupPlace]

  /// - Parameter path: the folder, as the user gave it; errors name files below it the same way.
  /// - Throws: every problem of every file at once.
  public static func load(_ path: String) throws(ConfigurationError) -> StationFolder {
    var loader = StationLoader(path: path)
    return try loader.load()
  }
}
