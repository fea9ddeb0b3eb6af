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
      ] + .iCalendarEnd(of: broadcast.start, seconds: broadcast.seconds) + [
        .text("SUMMARY", broadcast.title),
        .text("LOCATION", zones),
        .text("DESCRIPTION", description.joined(separator: "\n")),
        ICalendarProperty("STATUS", value: broadcast.isApproved ? "CONFIRMED" : "TENTATIVE"),
      ])
  }
}

extension [ICalendarProperty] {
  /// DTEND has to lie after DTSTART; what lasts no time has none (RFC 5545 section 3.6.1).
  static func iCalendarEnd(of start: WallTime, seconds: Int) -> [ICalendarProperty] {
    seconds > 0 ? [ICalendarProperty("DTEND", value: (start + Double(seconds)).iCalendarUTC)] : []
  }
}

extension WallTime {
  /// `20261121T100000Z`, to the whole second below (section 3.3.5).
  var iCalendarUTC: String { description.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z" }
}
