/// The templates that can be used, by theme and in the order of the files.
public struct TemplateLibrary: Hashable, Sendable {
  public let templates: [AnnouncementTemplate]

  public init(templates: [AnnouncementTemplate]) {
    self.templates = templates
  }

  /// The library in the program (`Library/*.yaml`).
  public static func shipped() throws(ConfigurationError) -> TemplateLibrary {
    let files: [(name: String, bytes: [UInt8])] = [
      ("chuc-mung.yaml", PackageResources.chuc_mung_yaml),
      ("cong-khai.yaml", PackageResources.cong_khai_yaml),
      ("hop-dan.yaml", PackageResources.hop_dan_yaml),
      ("khau-hieu.yaml", PackageResources.khau_hieu_yaml),
      ("dan-chu.yaml", PackageResources.dan_chu_yaml),
      ("thu-tu.yaml", PackageResources.thu_tu_yaml),
      ("doi-song.yaml", PackageResources.doi_song_yaml),
      ("khan-cap.yaml", PackageResources.khan_cap_yaml),
    ]
    var templates: [AnnouncementTemplate] = []
    for (name, bytes) in files {
      templates += try TemplateLibrary(yaml: String(decoding: bytes, as: UTF8.self), file: name).templates
    }
    return TemplateLibrary(templates: templates)
  }

  public subscript(id id: AnnouncementTemplate.ID) -> AnnouncementTemplate? {
    templates.first { $0.id == id }
  }

  /// This library with another's templates in place of those of the same id, new ones at the end.
  public func overridden(by other: TemplateLibrary) -> TemplateLibrary {
    let kept = templates.map { other[id: $0.id] ?? $0 }
    return TemplateLibrary(templates: kept + other.templates.filter { self[id: $0.id] == nil })
  }
}

extension Station {
  /// What templates may say of the station.
  public var templateSettings: [String: String] {
    roles.merging(variables) { $1 }.merging(["commune": commune]) { $1 }
  }
}
