/// One look at the clock.
extension Arbiter {
  mutating func tick(_ now: WallTime) -> [Effect] {
    // A clock that ran ahead and was set back made refusals of what is still to come; those do not count.
    if let lastTick, now < lastTick { forgetRefusalsAhead(of: now) }
    lastTick = now
    var effects: [Effect] = []
    var sounding = items.values.filter(\.isSounding)
    // Most of a day's plan is ready and far off; it is not even sorted.
    for item in items.values.filter({ needsLook($0, at: now) }).sorted(by: Arbiter.goesFirst) {
      let broadcast = item.broadcast
      let ahead = ahead(of: item, at: now)
      let isBusy = isBusy(item, among: sounding)
      if let refusal = refusal(of: item, now: now, isBusy: isBusy) {
        effects.append(refuse(broadcast, refusal.reason, cause: refusal.cause))
        continue
      }
      switch item.phase {
      case .waiting where ahead <= timing.prepareAhead && broadcast.heldBecause == nil:
        items[broadcast.id]?.phase = .preparing
        effects.append(.prepare(broadcast))
      case .failed(_, _, let retry) where now >= retry:
        items[broadcast.id]?.phase = .preparing
        effects.append(.prepare(broadcast))
      case .prepared(let clips) where ahead <= timing.loadAhead:
        items[broadcast.id]?.phase = .loading(clips)
        effects.append(.load(broadcast.id, clips))
      case .loaded(let clips, _) where ahead <= timing.handOverAhead && !isBusy && hindrance(of: item) == nil:
        items[broadcast.id]?.phase = .handedOver(clips)
        if let begun = items[broadcast.id] { sounding.append(begun) }
        effects.append(
          .handOver(
            broadcast, clips, late: ahead < timing.outputLatency + 0.1, from: item.cut?.from ?? 0))
      case .loaded where ahead <= 0 && isBusy:
        items[broadcast.id]?.waited = true
      default: break
      }
    }
    effects += preemptions(at: now)
    // The plan looks back less than this. Looked at seldom: most of it stays.
    if abs(now - lastForgot) > 3_600 {
      lastForgot = now
      done = done.filter { now - $0.value < 2 * 86_400 }
      refused.formIntersection(done.keys)
    }
    return effects
  }

  /// Seconds until it is to sound; what was cut off has begun, even where the clock was set back to before its time.
  private func ahead(of item: Item, at now: WallTime) -> Double {
    item.cut == nil ? item.broadcast.start - now : min(0, item.due - now)
  }

  private func needsLook(_ item: Item, at now: WallTime) -> Bool {
    let ahead = ahead(of: item, at: now)
    return switch item.phase {
    case .handedOver: false
    case .waiting: ahead <= timing.prepareAhead
    case .failed(_, _, let retry): now >= retry || ahead <= timing.handOverAhead
    case .preparing, .prepared, .loading, .loaded: ahead <= max(timing.loadAhead, timing.handOverAhead)
    }
  }

  private mutating func forgetRefusalsAhead(of now: WallTime) {
    for id in refused {
      if let start = done[id], start - now > timing.handOverAhead + 1 {
        done[id] = nil
        refused.remove(id)
      }
    }
  }

  /// What keeps a broadcast back that is otherwise ready; refused for it only when it is too late.
  private func hindrance(of item: Item) -> Refusal? {
    // An operator who says «now» means now, whatever the clock says.
    if !isClockTrusted, clockRule == .hold, item.broadcast.programme != nil { return .clockUntrusted }
    if !unpowered.isDisjoint(with: item.broadcast.hearing) { return .amplifierOff }
    return nil
  }

  /// What stands against airing, looked at when the output would get the voice, or after the time has passed.
  private func refusal(of item: Item, now: WallTime, isBusy: Bool) -> (reason: Refusal, cause: String?)? {
    let broadcast = item.broadcast
    let ahead = item.due - now
    guard self.ahead(of: item, at: now) <= timing.handOverAhead else { return nil }
    if let code = broadcast.heldBecause { return (code.refusal, code == .quietHours ? nil : code.rawValue) }
    if !broadcast.isApproved { return (.notApproved, nil) }
    let start = item.cut == nil ? max(now, broadcast.start) : now
    // How long it will sound is known only when it is loaded.
    var rest = 0.0
    if case .loaded(_, let seconds) = item.phase { rest = max(0, seconds - (item.cut?.from ?? 0)) }
    if let refusal = rules.refusal(of: broadcast, from: start, seconds: rest) { return refusal }
    if case .failed(let refusal, let cause, _) = item.phase { return (refusal, cause) }
    if isBusy, ahead >= -timing.busyTolerance { return nil }
    if isBusy { return (.zoneBusy, "\(Int(-ahead)) s") }
    if let cut = item.cut {
      if ahead >= -timing.busyTolerance { return nil }
      if cut.isInterrupted { return (.stationDown, "\(Int(-ahead)) s") }
    }
    let isLate = ahead < -tolerance(of: broadcast)
    if isLate, case .loaded = item.phase, let hindrance = hindrance(of: item) {
      return (hindrance, "\(Int(-ahead)) s")
    }
    // Whoever waited for a zone has waited long already; it airs now.
    if case .loaded = item.phase, item.waited { return nil }
    guard isLate else { return nil }
    if case .ask = broadcast.whenMissed { return (.operatorDecides, "\(Int(-ahead)) s") }
    return (.tooLate, "\(Int(-ahead)) s, \(item.phase.name)")
  }

  /// How late it may still begin, in seconds.
  private func tolerance(of broadcast: Broadcast) -> Double {
    if broadcast.airClass == .test { return timing.testLateTolerance }
    return broadcast.whenMissed.tolerance(atLeast: timing.lateTolerance)
  }
}
