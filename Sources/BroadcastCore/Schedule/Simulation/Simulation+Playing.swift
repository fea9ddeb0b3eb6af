/// How one broadcast fares.
extension Simulation {
  struct Due: Comparable {
    var broadcast: Broadcast
    /// When the station can next act on it.
    var at: WallTime
    /// Why that is after its time.
    var reason: Refusal?
    /// The clock was set back then, and its time comes a second time.
    var repeated: WallTime?

    static func < (a: Due, b: Due) -> Bool {
      (a.repeated ?? a.at, a.broadcast.start, a.broadcast.id)
        < (b.repeated ?? b.at, b.broadcast.start, b.broadcast.id)
    }
  }

  private enum Turn {
    case entries([SimulatedLog.Entry])
    /// The power went while it waited.
    case later(Due)
    /// Refused, and the clock will show its time again.
    case again([SimulatedLog.Entry], Due)
  }

  /// In the order in which the station comes to them.
  func play(
    _ broadcasts: [Broadcast], _ busyUntil: inout [ZoneID: WallTime]
  ) -> [(broadcast: Broadcast, entries: [SimulatedLog.Entry])] {
    var waiting = broadcasts.map { actable(Due(broadcast: $0, at: $0.start)) }.sorted()
    var next = 0
    var played: [(Broadcast, [SimulatedLog.Entry])] = []
    while next < waiting.count {
      let due = waiting[next]
      next += 1
      switch secondChance(due, turn(due, &busyUntil)) {
      case .entries(let entries): played.append((due.broadcast, entries))
      case .later(let again):
        waiting.insert(again, at: waiting[next...].firstIndex { again < $0 } ?? waiting.count)
      case .again(let entries, let again):
        played.append((due.broadcast, entries))
        waiting.insert(again, at: waiting[next...].firstIndex { again < $0 } ?? waiting.count)
      }
    }
    return played
  }

  /// The same at the moment at which the station runs and its clock has come so far.
  private func actable(_ due: Due) -> Due {
    var due = due
    var moved = true
    while moved {
      moved = false
      for trouble in troubles {
        switch trouble {
        case .powerCut(let from, let to) where from <= due.at && due.at < to:
          (due.at, due.reason, moved) = (to, .stationDown, true)
        case .clockStep(let at, let seconds)
        where seconds > 0 && at <= due.at && due.at < at + Double(seconds):
          (due.at, due.reason, moved) = (at + Double(seconds), due.reason ?? .tooLate, true)
        case .powerCut, .clockStep, .deviceLost: continue
        }
      }
    }
    return due
  }

  /// A clock that is set back makes refusals of what is still to come void, as in the arbiter.
  private func secondChance(_ due: Due, _ turn: Turn) -> Turn {
    guard case .entries(let entries) = turn, due.repeated == nil, let entry = entries.first,
      [Refusal.tooLate, .zoneBusy, .quietHours, .outsideHours].map(\.rawValue).contains(entry.reason),
      due.broadcast.heldBecause == nil
    else { return turn }
    for case .clockStep(let at, let seconds) in troubles
    where seconds < 0 && due.at < at && due.broadcast.start - (at + Double(seconds)) > 3 {
      return .again(entries, Due(broadcast: due.broadcast, at: due.broadcast.start, repeated: at))
    }
    return turn
  }

  private func turn(_ due: Due, _ busyUntil: inout [ZoneID: WallTime]) -> Turn {
    let broadcast = due.broadcast
    if let code = broadcast.heldBecause {
      return .entries([entry(broadcast, .refused, code.refusal, cause: code.rawValue)])
    }
    if !broadcast.isApproved { return .entries([entry(broadcast, .refused, .notApproved)]) }
    if due.at - broadcast.start > broadcast.whenMissed.tolerance() {
      if case .ask = broadcast.whenMissed { return .entries([entry(broadcast, .missed, .operatorDecides)]) }
      return .entries([entry(broadcast, .missed, due.reason ?? .tooLate)])
    }
    // An emergency does not wait for the zone.
    let free = due.repeated == nil ? broadcast.hearing.compactMap { busyUntil[$0] }.max() ?? due.at : due.at
    let begin = broadcast.airClass == .emergency ? due.at : max(due.at, free)
    for case .powerCut(let from, let to) in troubles where due.at < from && from <= begin {
      return .later(actable(Due(broadcast: broadcast, at: to, reason: .stationDown)))
    }
    if begin > due.at, begin - broadcast.start > AirPatience.busy {
      return .entries([entry(broadcast, .missed, .zoneBusy)])
    }
    if let refusal = rules.refusal(of: broadcast, from: begin, seconds: Double(broadcast.seconds)) {
      return .entries([entry(broadcast, .refused, refusal.reason)])
    }
    return .entries(sound(broadcast, from: begin, &busyUntil))
  }

  private func sound(
    _ broadcast: Broadcast, from begin: WallTime, _ busyUntil: inout [ZoneID: WallTime]
  ) -> [SimulatedLog.Entry] {
    var end = begin + Double(broadcast.seconds)
    var isCut = false
    for case .powerCut(let from, _) in troubles where begin < from && from < end {
      (end, isCut) = (from, true)
    }
    for zone in broadcast.hearing { busyUntil[zone] = max(busyUntil[zone] ?? end, end) }
    let outputs = Dictionary(grouping: station.zones.filter { broadcast.zones.contains($0.id) }, by: \.output)
    return outputs.sorted { $0.key < $1.key }.map { output, zones in
      var heard = end
      var isLost = false
      for case .deviceLost(output, let from, let to) in troubles where from < heard && begin < to {
        (heard, isLost) = (max(begin, from), true)
      }
      let onOutput = Set(station.zones.filter { $0.output == output }.map(\.id))
      let outcome: SimulatedLog.Entry.Outcome = isLost ? .failed : isCut ? .interrupted : .completed
      return entry(
        broadcast, outcome,
        reason: isLost ? SimulatedLog.Entry.deviceLost : isCut ? SimulatedLog.Entry.powerCut : nil,
        zones: zones.map(\.id), hearing: broadcast.hearing.filter(onOutput.contains), begin: begin,
        seconds: Int(heard - begin))
    }
  }

  private func entry(
    _ broadcast: Broadcast, _ outcome: SimulatedLog.Entry.Outcome, _ refusal: Refusal, cause: String? = nil
  ) -> SimulatedLog.Entry {
    entry(
      broadcast, outcome, reason: refusal == .notPlanned ? cause : refusal.rawValue, zones: broadcast.zones,
      hearing: broadcast.hearing, begin: nil, seconds: 0)
  }

  private func entry(
    _ broadcast: Broadcast, _ outcome: SimulatedLog.Entry.Outcome, reason: String?, zones: [ZoneID],
    hearing: [ZoneID], begin: WallTime?, seconds: Int
  ) -> SimulatedLog.Entry {
    SimulatedLog.Entry(
      broadcast: broadcast.id, programme: broadcast.programme, announcement: broadcast.announcement,
      title: broadcast.title, airClass: broadcast.airClass, criteria: broadcast.criteria,
      supporting: broadcast.supporting, zones: zones, hearing: hearing, planned: broadcast.start,
      started: seconds > 0 ? begin : nil, seconds: seconds, outcome: outcome, reason: reason,
      isLate: begin.map { $0 > broadcast.start } ?? false)
  }
}
