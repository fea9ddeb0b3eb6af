import AudioEngine

@testable import BroadcastCore

/// Outputs, library and operators as the arbiter meets them, with faults on request; checks every invariant at every
/// step. Time is virtual.
struct ArbiterWorld {
  private(set) var arbiter = Arbiter(rules: Sample.rules)
  private(set) var now: WallTime
  private(set) var events = 0
  private(set) var violations: [String] = []
  private var planned: [BroadcastID: Broadcast] = [:]
  private var begun: [BroadcastID: WallTime] = [:]
  private var lengths: [BroadcastID: Double] = [:]
  private var leaving: Set<BroadcastID> = []
  private var ends: [BroadcastID: Int] = [:]
  private(set) var kinds: [Ending.Kind: Int] = [:]
  /// Work that the station has still to answer.
  private(set) var preparing: [BroadcastID] = []
  private(set) var loading: [BroadcastID] = []

  init(now: WallTime) {
    self.now = now
    take([])
  }

  var sounding: [BroadcastID] { begun.keys.sorted() }
  var open: Int { planned.count }

  mutating func plan(_ broadcasts: [Broadcast]) {
    for broadcast in broadcasts {
      planned[broadcast.id] = broadcast
      ends[broadcast.id] = 0
    }
    handle(.planned(arbiter.items.values.map(\.broadcast) + broadcasts, rules: Sample.rules))
  }

  mutating func emergency(_ broadcast: Broadcast) {
    planned[broadcast.id] = broadcast
    ends[broadcast.id] = 0
    begun[broadcast.id] = now
    events += 1
    take(arbiter.begin(broadcast))
  }

  mutating func stop(_ zones: Set<ZoneID>?) { handle(.stop(zones)) }

  /// - Parameter seconds: may be negative: the clock was set back.
  mutating func tick(after seconds: Double) {
    now = now + seconds
    handle(.tick(now))
    checkAfterTick()
  }

  mutating func answerPreparation(works: Bool) {
    guard !preparing.isEmpty else { return }
    let id = preparing.removeFirst()
    let sound = planned[id]?.sound ?? ""
    handle(
      works
        ? .prepared(id, sound: sound, [ClipHash(rawValue: id.rawValue)])
        : .preparationFailed(id, sound: sound, cause: "fault"))
  }

  mutating func answerLoad(works: Bool) {
    guard !loading.isEmpty else { return }
    let id = loading.removeFirst()
    handle(works ? .loaded(id, seconds: lengths[id] ?? 60) : .loadFailed(id, cause: "fault"))
  }

  /// What is sounding and whose time is over, or that is being faded out, ends.
  mutating func finish(_ id: BroadcastID, fails: Bool = false) {
    guard let since = begun.removeValue(forKey: id) else { return }
    let wasLeaving = leaving.remove(id) != nil
    handle(.finished(id, fails ? .failed : wasLeaving ? .cut : .completed, position: max(0, now - since)))
  }

  private mutating func handle(_ event: Arbiter.Event) {
    events += 1
    take(arbiter.handle(event))
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
        begun[broadcast.id] = now
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
      if ends[id] != 1 { violations.append("\(id.rawValue) ends \(ends[id] ?? 0) times") }
      planned[id] = nil
    }
    // Ended long ago: a year does not fit into memory otherwise.
    if ends.count > 4_000 { ends = ends.filter { planned[$0.key] != nil || begun[$0.key] != nil } }
  }

  /// Nothing that could sound waits without something of its class or higher in its way; what sounds over another in a
  /// zone is of another class.
  private mutating func checkAfterTick() {
    let sounding = arbiter.items.values.filter(\.isSounding)
    if Set(sounding.map(\.broadcast.id)) != Set(begun.keys) {
      violations.append("the books differ at \(now)")
    }
    for item in arbiter.items.values {
      guard case .loaded = item.phase, item.due <= now else { continue }
      let hearing = Set(item.broadcast.hearing)
      let isBlocked = sounding.contains {
        $0.rank >= item.rank && !hearing.isDisjoint(with: $0.broadcast.hearing)
      }
      if !isBlocked { violations.append("\(item.broadcast.id.rawValue) waits for nothing at \(now)") }
    }
    for a in sounding where a.leaving == nil {
      for b in sounding where b.leaving == nil && b.broadcast.id != a.broadcast.id && b.rank == a.rank {
        if !Set(a.broadcast.hearing).isDisjoint(with: b.broadcast.hearing) {
          violations.append("\(a.broadcast.id.rawValue) over \(b.broadcast.id.rawValue)")
        }
      }
    }
  }

  func length(of id: BroadcastID) -> Double { lengths[id] ?? 60 }

  func elapsed(_ id: BroadcastID) -> Double { begun[id].map { now - $0 } ?? 0 }

  func isLeaving(_ id: BroadcastID) -> Bool { leaving.contains(id) }
}
