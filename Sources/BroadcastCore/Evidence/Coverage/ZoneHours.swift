/// What sounded when, and how loud, in one zone on one local date: the answer to a complaint.
public struct ZoneHours: Hashable, Sendable, Codable {
  public var zone: ZoneID
  public var date: CivilDate
  /// Whatever went to a sound card, also tests and what was cut; in the order in which it began.
  public var sounds: [Sound]
  /// Local time at which the first began and the last ended.
  public var seconds: Int

  public struct Sound: Hashable, Sendable, Codable {
    public var entry: AiredEntry
    /// Whether it began within the commune's quiet hours.
    public var isInQuietHours: Bool
  }

  public init(_ input: CoverageInput, zone: ZoneID, date: CivilDate) {
    self.zone = zone
    self.date = date
    let quiet = input.station.hours.quiet
    sounds = input.entries.filter { entry in
      // What a zone heard only in part was heard there too.
      entry.date == date && (entry.zones.contains(zone) || entry.missing.contains(zone)) && entry.seconds > 0
        && entry.outputKind != "file"
    }.sorted { $0.time < $1.time }.map { entry in
      let end = (TimeOfDay(entry.time)?.secondsSinceMidnight ?? 0) + entry.seconds
      let quietAtEnd = TimeOfDay(secondsSinceMidnight: min(end, 86_399)).map(quiet.contains) ?? false
      return Sound(
        entry: entry, isInQuietHours: TimeOfDay(entry.time).map(quiet.contains) ?? false || quietAtEnd)
    }
    seconds = sounds.reduce(0) { $0 + $1.entry.seconds }
  }
}
