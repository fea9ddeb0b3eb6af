/// Reads a file of `programmes/`: announcements, bulletins, events and the programmes that air them, one idea a file.
enum ProgrammeFile {
  struct Content {
    var announcements: [(draft: AnnouncementDraft, node: ConfigurationNode)] = []
    var bulletins: [(draft: BulletinDraft, node: ConfigurationNode)] = []
    var events: [(event: CommunityEvent, node: ConfigurationNode)] = []
    var programmes: [(programme: Programme, node: ConfigurationNode)] = []
    var references: [SetupReference] = []
    /// Names of what was refused.
    var refused: Set<String> = []

    mutating func refuse(_ node: ConfigurationNode) {
      if let id = node.child("id")?.word { refused.insert(id) }
    }
  }

  private static let keys = ["announcements", "bulletins", "events", "programmes"]

  static func read(_ root: ConfigurationNode, _ surroundings: AnnouncementFile.Surroundings) -> Content {
    var content = Content()
    guard let top = root.mapping(keys: keys) else { return content }
    if top.members.isEmpty {
      root.note("tệp không có gì", "chờ một trong: \(keys.map { "\($0):" }.joined(separator: ", "))")
    }
    for node in top.optional("announcements")?.list() ?? [] {
      if let draft = AnnouncementFile.read(node, surroundings) {
        content.announcements.append((draft, node))
      } else {
        content.refuse(node)
      }
    }
    let bulletins = BulletinReader(surroundings: surroundings)
    for node in top.optional("bulletins")?.list() ?? [] {
      guard let (draft, references) = bulletins.read(node) else {
        content.refuse(node)
        continue
      }
      content.bulletins.append((draft, node))
      content.references += references
    }
    let events = EventReader(names: surroundings.names)
    for node in top.optional("events")?.list() ?? [] {
      if let event = events.read(node) { content.events.append((event, node)) } else { content.refuse(node) }
    }
    let programmes = ProgrammeReader(names: surroundings.names)
    for node in top.optional("programmes")?.list() ?? [] {
      guard let (programme, references) = programmes.read(node) else { continue }
      content.programmes.append((programme, node))
      content.references += references
    }
    return content
  }
}
