/// Finds two programmes that begin in the same second of the same days where someone hears both, and that neither class nor
/// order tells apart.
struct ProgrammeClashes {
  private let station: Station
  private let classes: [Programme.Content: AirClass]

  init(station: Station, announcements: [AnnouncementDraft], bulletins: [Bulletin]) {
    self.station = station
    var classes: [Programme.Content: AirClass] = [:]
    for announcement in announcements { classes[.announcement(announcement.id)] = announcement.airClass }
    for bulletin in bulletins { classes[.bulletin(bulletin.id)] = bulletin.airClass }
    self.classes = classes
  }

  /// Notes each at the later of the two.
  func note(_ programmes: [(programme: Programme, node: ConfigurationNode)]) {
    for (index, (later, node)) in programmes.enumerated() {
      let hearing = station.hearing(Set(later.zones))
      for (earlier, _) in programmes[..<index] where isUndecided(earlier, later) && share(earlier, later) {
        let both = hearing.intersection(station.hearing(Set(earlier.zones)))
        let slots = later.slots.filter { if case .at = $0 { earlier.slots.contains($0) } else { false } }
        guard !both.isEmpty, case .at(let time)? = slots.first else { continue }
        node.note(
          "«\(later.id)» và «\(earlier.id)» cùng phát lúc \(time) ở \(both.sorted().map(\.rawValue).joined(separator: ", "))",
          "hãy đổi giờ một chương trình, hoặc ghi «order» khác nhau; các cụm loa chung đường tăng âm nghe chung"
        )
      }
    }
  }

  private func isUndecided(_ a: Programme, _ b: Programme) -> Bool {
    a.order == b.order && classes[a.content] == classes[b.content]
  }

  /// Whether both want one date, as far as their files tell it: the same days, in windows that meet.
  private func share(_ a: Programme, _ b: Programme) -> Bool {
    guard a.days == b.days else { return false }
    if let end = a.to, let start = b.from, end < start { return false }
    if let end = b.to, let start = a.from, end < start { return false }
    guard case .recurring(.dates(let dates)) = a.days else { return true }
    return dates.contains { date in
      [a, b].allSatisfy { programme in
        !programme.except.contains(date) && programme.from.map { $0 <= date } ?? true
          && programme.to.map { date <= $0 } ?? true
      }
    }
  }
}
