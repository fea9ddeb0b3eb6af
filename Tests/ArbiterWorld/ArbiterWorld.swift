internal import AudioEngine
package import BroadcastCore

/// Outputs, library and operators as the arbiter meets them, with faults on request; checks every invariant at every
/// step. Time is virtual.
package struct ArbiterWorld {
  package private(set) var arbiter: Arbiter
  package private(set) var now: WallTime
  package private(set) var events = 0
  package private(set) var violations: [String] = []
  package private(set) var kinds: [Ending.Kind: Int] = [:]
  package private(set) var restarts = 0
  /// The most that the arbiter kept at once: broadcasts to come, and ends remembered.
  package private(set) var mostItems = 0
  package private(set) var mostDone = 0

  private let rules: AirRules
  private var planned: [BroadcastID: Broadcast] = [:]
  private var begun: [BroadcastID: (at: WallTime, from: Double)] = [:]
  private var leaving: Set<BroadcastID> = []
  private var ends: [BroadcastID: Int] = [:]
  /// Work that the station has still to answer.
  private var preparing: [BroadcastID] = []
  private var loading: [BroadcastID] = []

  package init(now: WallTime, rules: AirRules) {
    self.now = now
    self.rules = rules
    arbiter = Arbiter(rules: rules)
  }

  package var sounding: [BroadcastID] { begun.keys.sorted() }
  /// Broadcasts that have not come to their end.
  package var open: Int { planned.count }
  package var isAtWork: Bool { !begun.isEmpty || !preparing.isEmpty || !loading.isEmpty }

  package mutating func plan(_ broadcasts: [Broadcast]) {
    for broadcast in broadcasts {
      planned[broadcast.id] = broadcast
      ends[broadcast.id] = 0
    }
    handle(.planned(arbiter.items.values.map(\.broadcast) + broadcasts, rules: rules))
  }

  package mutating func emergency(_ broadcast: Broadcast) {
    planned[broadcast.id] = broadcast
    ends[broadcast.id] = 0
    begun[broadcast.id] = (now, 0)
    events += 1
    take(arbiter.begin(broadcast))
  }

  package mutating func stop(_ zones: Set<ZoneID>?) { handle(.stop(zones)) }

  package mutating func sleep(_ seconds: Double) {
    now = now + seconds
    handle(.slept(seconds))
  }

  /// The process ends in the middle of everything, and is back after `seconds` with what log and plan know.
  package mutating func restart(after seconds: Double) {
    restarts += 1
    let interrupted = begun.map { id, since in (id, since.from + max(0, now - since.at)) }
    let waiting = arbiter.items.values.filter {
      $0.due != $0.broadcast.start && begun[$0.broadcast.id] == nil
    }
    let cutAt = now
    var done = arbiter.done
    for (id, _) in interrupted { done[id] = planned[id]?.start }
    for item in waiting { done[item.broadcast.id] = item.broadcast.start }
    (begun, leaving, preparing, loading) = ([:], [], [], [])
    now = now + seconds
    arbiter = Arbiter(rules: rules, done: done)
    for (id, position) in interrupted {
      guard var broadcast = planned[id] else { continue }
      if broadcast.airClass == .emergency { broadcast.whenCut = .drop }
      handle(.interrupted(broadcast, position: position, since: cutAt))
    }
    for item in waiting { handle(.interrupted(item.broadcast, position: 0, since: item.due)) }
    let rest = planned.values.filter { done[$0.id] == nil }
    handle(.planned(rest, rules: rules))
  }

  /// - Parameter seconds: may be negative: the clock was set back.
  package mutating func tick(after seconds: Double) {
    now = now + seconds
    handle(.tick(now))
    checkAfterTick()
  }

  package mutating func answerPreparation(works: Bool) {
    guard !preparing.isEmpty else { return }
    let id = preparing.removeFirst()
    let sound = planned[id]?.sound ?? ""
    handle(
      works
        ? .prepared(id, sound: sound, [ClipHash(rawValue: id.rawValue)])
        : .preparationFailed(id, sound: sound, cause: "fault"))
  }

  package mutating func answerLoad(works: Bool) {
    guard !loading.isEmpty else { return }
    let id = loading.removeFirst()
    handle(works ? .loaded(id, seconds: length(of: id)) : .loadFailed(id, cause: "fault"))
  }

  /// What is sounding and whose time is over, or that is being faded out, ends.
  package mutating func finish(_ id: BroadcastID, fails: Bool = false) {
    guard let since = begun.removeValue(forKey: id) else { return }
    let wasLeaving = leaving.remove(id) != nil
    handle(
      .finished(
        id, fails ? .failed : wasLeaving ? .cut : .completed, position: since.from + max(0, now - since.at)))
  }

  package func length(of id: BroadcastID) -> Double {
    guard let seconds = planned[id]?.seconds, seconds > 0 else { return 60 }
    return Double(seconds)
  }

  package func isOver(_ id: BroadcastID) -> Bool {
    guard let since = begun[id] else { return false }
    return leaving.contains(id) || since.from + (now - since.at) >= length(of: id)
  }

  private mutating func handle(_ event: Arbiter.Event) {
    events += 1
    take(arbiter.handle(event))
    mostItems = max(mostItems, arbiter.items.count)
    mostDone = max(mostDone, arbiter.done.count)
  }

  private mutating func take(_ effects: [Arbiter.Effect]) {
    for effect in effects {
      switch effect {
      case .prepare(let broadcast): preparing.append(broadcast.id)
      case .load(let id, _): loading.append(id)
      case .handOver(let broadcast, _, _, let from):
        if begun[broadcast.id] != nil { violations.append("\(broadcast.id.rawValue) sounds twice at once") }
        if ends[broadcast.id] != 0 { violations.append("\(broadcast.id.rawValue) airs after its end") }
        if from < 0 { violations.append("\(broadcast.id.rawValue) from \(from)") }
        begun[broadcast.id] = (max(now, broadcast.start), from)
      case .preempt(let id, let taker):
        if let low = planned[id]?.airClass.voiceClass, let high = planned[taker]?.airClass.voiceClass,
          low >= high
        {
          violations.append("\(taker.rawValue) takes from \(id.rawValue), which is no lower")
        }
        if !leaving.insert(id).inserted { violations.append("\(id.rawValue) is cut twice") }
      case .stop(let id): leaving.insert(id)
      case .silence: break
      case .refuse(let broadcast, _, _):
        if begun[broadcast.id] != nil {
          violations.append("\(broadcast.id.rawValue) refused while it sounds")
        }
      }
    }
    for ending in arbiter.takeEndings() {
      let id = ending.broadcast.id
      ends[id, default: 0] += 1
      kinds[ending.kind, default: 0] += 1
      if ending.reason.isEmpty { violations.append("\(id.rawValue) ends without a reason") }
      if ends[id] != 1 { violations.append("\(id.rawValue) ends \(ends[id] ?? 0) times") }
      planned[id] = nil
    }
    // Ended long ago: a year does not fit into memory otherwise.
    if ends.count > 4_000 + 2 * planned.count {
      ends = ends.filter { planned[$0.key] != nil || begun[$0.key] != nil }
    }
  }

  /// Nothing that could sound waits without something of its class or higher in its way; what sounds over another in a
  /// zone is of another class.
  private mutating func checkAfterTick() {
    let sounding = arbiter.items.values.filter(\.isSounding)
    if sounding.count != begun.count || !sounding.allSatisfy({ begun[$0.broadcast.id] != nil }) {
      violations.append("the books differ at \(now)")
    }
    for item in arbiter.items.values {
      guard case .loaded = item.phase, item.due <= now else { continue }
      let isBlocked = sounding.contains {
        $0.rank >= item.rank && !$0.hearing.isDisjoint(with: item.hearing)
      }
      if !isBlocked { violations.append("\(item.broadcast.id.rawValue) waits for nothing at \(now)") }
    }
    for (index, a) in sounding.enumerated() where a.leaving == nil {
      for b in sounding[(index + 1)...] where b.leaving == nil && b.rank == a.rank {
        if !a.hearing.isDisjoint(with: b.hearing) {
          violations.append("\(a.broadcast.id.rawValue) over \(b.broadcast.id.rawValue)")
        }
      }
    }
  }
}
