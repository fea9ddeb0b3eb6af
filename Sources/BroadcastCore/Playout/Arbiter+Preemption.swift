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
  func isBusy(_ item: Item, at now: WallTime) -> Bool {
    var taken: Set<ZoneID> = []
    for other in items.values where other.isSounding && other.broadcast.id != item.broadcast.id {
      let hearing = Set(other.broadcast.hearing)
      guard !hearing.isDisjoint(with: item.broadcast.hearing) else { continue }
      if other.rank == item.rank { return true }
      if other.rank > item.rank { taken.formUnion(hearing) }
    }
    return !taken.isEmpty && taken.isSuperset(of: item.broadcast.hearing)
  }

  /// Lower ones all of whose zones higher ones have by now. Until this look the mixer holds them at their frame.
  mutating func preemptions(at now: WallTime) -> [Effect] {
    var effects: [Effect] = []
    for item in items.values.sorted(by: Arbiter.goesFirst) where item.isSounding && item.leaving == nil {
      let takers = items.values.sorted(by: Arbiter.goesFirst).filter {
        $0.isSounding && $0.leaving == nil && $0.rank > item.rank && $0.broadcast.start <= now
      }
      let taken = takers.reduce(into: Set<ZoneID>()) { $0.formUnion($1.broadcast.hearing) }
      guard taken.isSuperset(of: item.broadcast.hearing),
        let taker = takers.first(where: {
          !Set($0.broadcast.hearing).isDisjoint(with: item.broadcast.hearing)
        })
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

  /// Silence in `zones`: what sounds ends or goes on elsewhere, what was to begin or go on by now does not.
  mutating func stop(in zones: Set<ZoneID>?) -> [Effect] {
    var effects: [Effect] = []
    for item in items.values.sorted(by: Arbiter.goesFirst) {
      let broadcast = item.broadcast
      let hearing = Set(broadcast.hearing)
      let hit = zones.map { hearing.intersection($0) } ?? hearing
      guard !hit.isEmpty else { continue }
      if item.isSounding {
        guard item.leaving != .stopped else { continue }
        if hit == hearing {
          items[broadcast.id]?.leaving = .stopped
          effects.append(.stop(broadcast.id))
        } else {
          effects.append(.silence(broadcast.id, hit))
        }
      } else if let now = lastTick, item.due <= now, item.cut != nil || item.waited || hit == hearing {
        effects.append(refuse(broadcast, .stopped, cause: nil))
      }
    }
    return effects
  }

  mutating func refuse(_ broadcast: Broadcast, _ refusal: Refusal, cause: String?) -> Effect {
    let wasCut = items[broadcast.id]?.cut != nil
    items[broadcast.id] = nil
    done[broadcast.id] = broadcast.start
    if !wasCut { refused.insert(broadcast.id) }
    let kind: Ending.Kind =
      wasCut ? .cut : refusal == .notPrepared || refusal == .soundDamaged ? .failed : .missed
    endings.append(Ending(broadcast: broadcast, kind: kind, reason: refusal.rawValue))
    return .refuse(broadcast, refusal, cause: cause)
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
  mutating func takeEndings() -> [Ending] {
    defer { endings = [] }
    return endings
  }
}
