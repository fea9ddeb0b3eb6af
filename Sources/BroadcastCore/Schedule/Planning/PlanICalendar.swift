extension ICalendarComponent {
  /// The plan as a calendar to be subscribed to on a phone (RFC 5545): one event a broadcast, times in UTC.
  ///
  /// - Parameters:
  ///   - broadcasts: of the plan; their ids make the UIDs, which stay the same when a time changes.
  ///   - stamp: when this stream is made.
  public static func plan(_ broadcasts: [Broadcast], station: Station, stamp: WallTime) -> ICalendarComponent
  {
    let names = Dictionary(station.zones.map { ($0.id, $0.name) }) { first, _ in first }
    return ICalendarComponent(
      "VCALENDAR",
      [
        ICalendarProperty("VERSION", value: "2.0"),
        .text("PRODID", "-//broadcaster//Lịch phát thanh//VI"),
        ICalendarProperty("CALSCALE", value: "GREGORIAN"),
        .text("X-WR-CALNAME", "Lịch phát thanh \(station.commune)"),
      ],
      components: broadcasts.map { event($0, station: station, names: names, stamp: stamp) })
  }

  private static func event(
    _ broadcast: Broadcast, station: Station, names: [ZoneID: String], stamp: WallTime
  ) -> ICalendarComponent {
    let zones = broadcast.zones.map { names[$0] ?? $0.rawValue }.joined(separator: ", ")
    let description = [
      broadcast.reason + ".", "Hạng tin: \(broadcast.airClass.vietnamese).",
      broadcast.criteria.isEmpty ? nil : "Tiêu chí: \(broadcast.criteria.joined(separator: ", ")).",
      broadcast.isApproved ? nil : "CHƯA DUYỆT: sẽ không phát.",
    ].compactMap(\.self)
    return ICalendarComponent(
      "VEVENT",
      [
        .text("UID", "\(broadcast.id.rawValue)@\(station.id).broadcaster.invalid"),
        ICalendarProperty("DTSTAMP", value: stamp.iCalendarUTC),
        ICalendarProperty("DTSTART", value: broadcast.start.iCalendarUTC),
        ICalendarProperty("DTEND", value: broadcast.end.iCalendarUTC),
        .text("SUMMARY", broadcast.title),
        .text("LOCATION", zones),
        .text("DESCRIPTION", description.joined(separator: "\n")),
        ICalendarProperty("STATUS", value: broadcast.isApproved ? "CONFIRMED" : "TENTATIVE"),
      ])
  }
}

extension WallTime {
  /// `20261121T100000Z`, to the whole second below (section 3.3.5).
  var iCalendarUTC: String { description.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z" }
}
