/// Hours that a commune may start from; shipped as data (`hours.yaml`).
public struct HoursPreset: Hashable, Sendable, Identifiable {
  /// `nong-thon`.
  public var id: String
  public var name: String
  /// What an operator should know; `†` marks what was not read in a primary text.
  public var note: String
  public var hours: Hours

  public static func shipped() throws(ConfigurationError) -> [HoursPreset] {
    try read(yaml: String(decoding: PackageResources.hours_yaml, as: UTF8.self), file: "hours.yaml")
  }

  static func read(yaml: String, file: String) throws(ConfigurationError) -> [HoursPreset] {
    let reader = ConfigurationReader(file: file)
    let nodes =
      reader.root(of: yaml)?.mapping(keys: ["presets"])?.required("presets")?.list() ?? []
    let presets = nodes.compactMap(preset)
    guard reader.problems.isEmpty else { throw ConfigurationError(problems: reader.problems) }
    return presets
  }

  private static func preset(_ node: ConfigurationNode) -> HoursPreset? {
    // A preset knows no zones, so it has no volume caps.
    let names = SetupNames(station: "", zones: [], sessions: [], holidays: [], criteria: [])
    guard let mapping = node.mapping(keys: ["id", "name", "note", "quiet", "sessions", "day-limit"]),
      let id = mapping.required("id")?.identifier(), let name = mapping.required("name")?.string(),
      let note = mapping.required("note")?.string(),
      let hours = HoursFile(names: names).own(mapping, above: nil)
    else { return nil }
    return HoursPreset(id: id, name: name, note: note, hours: hours)
  }
}
