extension ICalendarComponent {
  /// A calendar of whole-day events for the holidays, to be subscribed to on a phone.
  ///
  /// - Parameter revised: when the data were last changed; as DTSTAMP it keeps the stream the same from day to day.
  public static func holidays(_ occurrences: [HolidayOccurrence], revised: CivilDate) -> ICalendarComponent {
    ICalendarComponent(
      "VCALENDAR",
      [
        ICalendarProperty("VERSION", value: "2.0"),
        .text("PRODID", "-//broadcaster//Ngày lễ Việt Nam//VI"),
        ICalendarProperty("CALSCALE", value: "GREGORIAN"),
        .text("X-WR-CALNAME", "Ngày lễ Việt Nam"),
      ],
      components: occurrences.map { holiday($0, revised: revised) })
  }

  private static func holiday(_ occurrence: HolidayOccurrence, revised: CivilDate) -> ICalendarComponent {
    let holiday = occurrence.holiday
    let description = [
      occurrence.lunarDate.map { "Âm lịch: \($0.written)." },
      occurrence.daysOff.isEmpty
        ? nil : "Nghỉ: \(occurrence.daysOff.map(\.dayMonth).joined(separator: ", ")).",
      "Căn cứ: \(holiday.source).", holiday.note,
    ].compactMap(\.self)
    return ICalendarComponent(
      "VEVENT",
      [
        ICalendarProperty("UID", value: "\(occurrence.date.iCalendarDate)-\(holiday.id)@broadcaster.invalid"),
        ICalendarProperty("DTSTAMP", value: "\(revised.iCalendarDate)T000000Z"),
        .date("DTSTART", occurrence.date),
        .date("DTEND", occurrence.date + 1),
        .text("SUMMARY", holiday.name),
        .text("DESCRIPTION", description.joined(separator: "\n")),
        ICalendarProperty("TRANSP", value: "TRANSPARENT"),
      ])
  }
}
