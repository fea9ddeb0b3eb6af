extension ICalendarComponent {
  /// What sounded in a simulation, one event an entry; each says that it is simulated.
  public static func simulation(_ log: SimulatedLog, station: Station, stamp: WallTime) -> ICalendarComponent
  {
    ICalendarComponent(
      "VCALENDAR",
      [
        ICalendarProperty("VERSION", value: "2.0"),
        .text("PRODID", "-//broadcaster//Mô phỏng phát thanh//VI"),
        .text("X-WR-CALNAME", "Mô phỏng phát thanh \(station.commune)"),
      ],
      components: log.entries.enumerated().map { index, entry in
        let start = entry.started ?? entry.planned
        return ICalendarComponent(
          "VEVENT",
          [
            .text("UID", "simulated-\(index)-\(entry.broadcast.rawValue)@\(station.id).broadcaster.invalid"),
            ICalendarProperty("DTSTAMP", value: stamp.iCalendarUTC),
            ICalendarProperty("DTSTART", value: start.iCalendarUTC),
          ] + .iCalendarEnd(of: start, seconds: entry.seconds) + [
            .text("SUMMARY", "[MÔ PHỎNG] \(entry.title)"),
            .text(
              "DESCRIPTION",
              ["Mô phỏng, không phải minh chứng. " + entry.outcome.vietnamese, entry.vietnameseReason]
                .compactMap(\.self).joined(separator: ": ")),
            ICalendarProperty("STATUS", value: entry.outcome == .completed ? "CONFIRMED" : "CANCELLED"),
          ])
      })
  }
}
