/// Whether something could air on a date if nothing else did.
extension Planner {
  /// A session slot is wanted only on dates on which the session takes place.
  func isWanted(_ item: PlannedItem, on date: CivilDate) -> Bool {
    item.slots.contains { slot in
      guard case .session(let index) = slot.kind else { return true }
      return input.station.hours.sessions[index].weekdays.contains(date.weekday)
    }
  }

  /// Whether it could be over on a date before a time of it.
  func isOver(_ item: PlannedItem, on date: CivilDate, before end: TimeOfDay) -> Bool {
    let clock = DayClock(date, zone: timeZone, hours: input.station.hours)
    let last = clock.instant(end).second - item.content.seconds(on: date)
    return item.slots.contains { slot in
      switch slot.kind {
      case .at(let time): clock.instant(time).second <= last
      case .session(let index): clock.sessions.contains { $0.index == index && $0.span.lowerBound <= last }
      }
    }
  }

  /// Whether the hours leave it a place: sessions, quiet hours, silent days, its own length.
  func hasPlace(_ item: PlannedItem, on date: CivilDate) -> Bool {
    if item.content.airClass == .emergency { return isWanted(item, on: date) }
    let hours = input.station.hours
    let clock = DayClock(date, zone: timeZone, hours: hours)
    let isSilent =
      hours.silentDays.map { !$0.dates(in: date...date, holidays: input.holidays).isEmpty } ?? false
    let seconds = item.content.seconds(on: date)
    return item.slots.contains { slot in
      switch slot.kind {
      case .at(let time):
        if item.pastHours != nil { return true }
        let start = clock.instant(time).second
        return !isSilent && clock.problem(start..<start + seconds) == nil
      case .session(let index):
        return !isSilent
          && clock.sessions.contains { $0.index == index && seconds <= $0.span.count }
      }
    }
  }
}

extension PlannedContent {
  /// Expected length; a minute where the text of the date cannot be made, which has a finding of its own.
  func seconds(on date: CivilDate) -> Int {
    switch length {
    case .fixed(let seconds): seconds
    case .dated(let seconds): seconds(date) ?? 60
    }
  }
}
