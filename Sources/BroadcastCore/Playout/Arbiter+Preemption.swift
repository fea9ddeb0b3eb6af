internal import AudioEngine

/// Who gives way to whom, zone by zone.
extension Arbiter {
  /// The order in which broadcasts are looked at: the higher class first, then by time, then as the operator ordered.
  static func goesFirst(_ a: Item, _ b: Item) -> Bool {
    if a.rank != b.rank { return a.rank > b.rank }
    return (a.broadcast.start, a.broadcast.order, a.broadcast.id)
      < (b.broadcast.start, b.broadcast.order, b.broadcast.id)
  }

  /// Whether it has to wait: one of its own class sounds in one of its zones, or higher ones in all of them.
  ///
  /// Where higher ones have only some of its zones it airs in the others; the mixer keeps it silent where they sound,
  /// and the log names the zones that did not get it completely.
  func isBusy(_ item: Item, among sounding: [Item]) -> Bool {
    var taken: Set<ZoneID> = []
    for other in sounding where other.broadcast.id != item.broadcast.id && other.rank >= item.rank {
      let shared = other.hearing.intersection(item.broadcast.hearing)
      if shared.isEmpty { continue }
      if other.rank == item.rank { return true }
      taken.formUnion(shared)
    }
    return !taken.isEmpty && taken.isSuperset(of: item.broadcast.hearing)
  }

  /// Lower ones all of whose zones higher ones have by now. Until this look the mixer holds them at their frame.
  mutating func preemptions(at now: WallTime) -> [Effect] {
    let sounding = items.values.filter { $0.isSounding && $0.leaving == nil }.sorted(by: Arbiter.goesFirst)
    var effects: [Effect] = []
    for item in sounding {
      let takers = sounding.filter { $0.rank > item.rank && $0.broadcast.start <= now }
      let taken = takers.reduce(into: Set<ZoneID>()) { $0.formUnion($1.hearing) }
      guard taken.isSuperset(of: item.hearing),
        let taker = takers.first(where: { !$0.hearing.isDisjoint(with: item.hearing) })
      else { continue }
      items[item.broadcast.id]?.leaving = .preempted
      effects.append(.preempt(item.broadcast.id, by: taker.broadcast.id))
    }
    return effects
  }

  /// Begins something that waits for nothing: an emergency whose sound the caller has.
  public mutating func begin(_ broadcast: Broadcast) -> [Effect] {
    items[broadcast.id] = Item(broadcast: broadcast, phase: .handedOver([]), isExtra: true)
    return preemptions(at: max(broadcast.start, lastTick ?? broadcast.start))
  }

  /// What the run before was cut off in the middle of: it goes on, begins again or is over, as its programme says.
  mutating func takeUp(_ broadcast: Broadcast, position: Double, since: WallTime) {
    done[broadcast.id] = nil
    let from: Double
    switch broadcast.whenCut {
    case .resume(let leadBack): from = max(0, position - Double(leadBack))
    case .restart: from = 0
    case .drop:
      done[broadcast.id] = broadcast.start
      endings.append(Ending(broadcast: broadcast, kind: .interrupted, reason: "process-ended"))
      return
    }
    items[broadcast.id] = Item(
      broadcast: broadcast, phase: .waiting, isExtra: true,
      cut: .init(from: from, since: since, isInterrupted: true))
  }

  /// Silence in `zones`: what sounds ends or goes on elsewhere, what was to begin or go on by now does not.
  ///
  /// - Parameters:
  ///   - onlySounding: what waits may still begin.
  ///   - only: this broadcast alone.
  mutating func stop(
    in zones: Set<ZoneID>?, onlySounding: Bool = false, only: BroadcastID? = nil
  ) -> [Effect] {
    var effects: [Effect] = []
    for item in items.values.sorted(by: Arbiter.goesFirst) where only == nil || item.broadcast.id == only {
      let broadcast = item.broadcast
      let hit = zones.map { item.hearing.intersection($0) } ?? item.hearing
      guard !hit.isEmpty else { continue }
      if item.isSounding {
        guard item.leaving != .stopped else { continue }
        if hit == item.hearing {
          items[broadcast.id]?.leaving = .stopped
          effects.append(.stop(broadcast.id))
        } else {
          // Free for what is due there next.
          items[broadcast.id]?.released.formUnion(hit)
          effects.append(.silence(broadcast.id, hit))
        }
      } else if !onlySounding, let now = lastTick, item.due <= now,
        item.cut != nil || item.waited || hit == item.hearing
      {
        effects.append(refuse(broadcast, .stopped, cause: nil))
      }
    }
    return effects
  }

  mutating func refuse(_ broadcast: Broadcast, _ refusal: Refusal, cause: String?) -> Effect {
    let cut = items[broadcast.id]?.cut
    let wasCut = cut != nil
    items[broadcast.id] = nil
    done[broadcast.id] = broadcast.start
    if !wasCut { refused.insert(broadcast.id) }
    let kind: Ending.Kind =
      wasCut
      ? (cut?.isInterrupted == true ? .interrupted : .cut)
      : refusal == .notPrepared || refusal == .soundDamaged ? .failed : .missed
    endings.append(Ending(broadcast: broadcast, kind: kind, reason: refusal.rawValue))
    return .refuse(broadcast, refusal, cause: cause)
  }

  /// Takes back what was handed over and must not sound.
  mutating func withdraw(_ id: BroadcastID, _ refusal: Refusal, cause: String?) -> [Effect] {
    items[id].map { [refuse($0.broadcast, refusal, cause: cause)] } ?? []
  }

  /// What becomes of one whose airings have ended: over, or cut off and waiting for its zones.
  mutating func finish(_ id: BroadcastID, _ end: AirEnd, position: Double) {
    guard var item = items[id], case .handedOver(let clips) = item.phase else { return }
    let leaving = item.leaving
    item.leaving = nil
    // Its last frame may have left just before it was to be cut.
    if leaving == .preempted, end == .cut, let now = lastTick, !clips.isEmpty {
      switch item.broadcast.whenCut {
      case .resume(let leadBack): item.cut = .init(from: max(0, position - Double(leadBack)), since: now)
      case .restart: item.cut = .init(from: 0, since: now)
      case .drop: item.cut = nil
      }
      if item.cut != nil {
        // Where someone wanted silence it stays silent.
        item.broadcast.zones.removeAll(where: item.released.contains)
        item.broadcast.hearing.removeAll(where: item.released.contains)
        item.released = []
        item.phase = .prepared(clips)
        items[id] = item
        return
      }
    }
    items[id] = nil
    done[id] = item.broadcast.start
    let kind: Ending.Kind =
      switch end {
      case .completed: .completed
      case .cut: .cut
      case .failed: .failed
      }
    let reason =
      switch leaving {
      case .preempted: "preempted"
      case .stopped: "stopped"
      case nil: "ended"
      }
    endings.append(Ending(broadcast: item.broadcast, kind: kind, reason: reason))
  }

  /// How broadcasts ended since the last call; each broadcast once.
  package mutating func takeEndings() -> [Ending] {
    defer { endings = [] }
    return endings
  }
}
