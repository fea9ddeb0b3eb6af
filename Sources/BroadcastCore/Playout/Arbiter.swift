internal import AudioEngine

/// Decides what happens to every broadcast: a pure state machine, (state, event) → effects.
///
/// It never looks at a clock and never touches a device; `Playout` does what it says.
public struct Arbiter: Sendable {
  public struct Timing: Hashable, Sendable {
    /// Sound is made so long before the start, in seconds.
    public var prepareAhead = 86_400.0
    /// Sound is read into memory so long before.
    public var loadAhead = 30.0
    /// The output gets the voice so long before; more than the device's buffer.
    public var handOverAhead = 2.0
    /// What an output has already rendered, in seconds: a start nearer than this comes too late for its exact frame.
    public var outputLatency = 0.05
    /// A broadcast may still begin so long after its time.
    public var lateTolerance = AirPatience.late
    /// The same for a test at start-up, whose sound is made only then.
    public var testLateTolerance = 120.0
    /// A broadcast may wait so long for another one that sounds in one of its zones.
    public var busyTolerance = AirPatience.busy

    public init() {}
  }

  public enum Event: Hashable, Sendable {
    /// The plan of the coming span. Replaces the earlier one.
    case planned([Broadcast], rules: AirRules)
    case prepared(BroadcastID, sound: String, [ClipHash])
    case preparationFailed(BroadcastID, sound: String, cause: String)
    /// In memory; `seconds` is how long it will sound.
    case loaded(BroadcastID, seconds: Double)
    case loadFailed(BroadcastID, cause: String)
    case tick(WallTime)
    /// The log did not take it, so it must not sound yet.
    case postponed(BroadcastID, [ClipHash], seconds: Double)
    /// All airings of the broadcast have ended, `position` seconds into its sound.
    case finished(BroadcastID, AirEnd = .completed, position: Double = 0)
    /// Someone wants silence in these zones; `nil` is everywhere.
    case stop(Set<ZoneID>?)
  }

  public enum Effect: Hashable, Sendable {
    case prepare(Broadcast)
    case load(BroadcastID, [ClipHash])
    /// Give it to its outputs, to sound at its start, or at once where that has passed; `from` seconds into its sound.
    case handOver(Broadcast, [ClipHash], late: Bool, from: Double = 0)
    /// Fade it out everywhere: something of a higher class has taken all its zones.
    case preempt(BroadcastID, by: BroadcastID)
    /// Fade it out everywhere, on someone's word.
    case stop(BroadcastID)
    /// Silence it in these zones only; it goes on in its others.
    case silence(BroadcastID, Set<ZoneID>)
    case refuse(Broadcast, Refusal, cause: String?)
  }

  enum Phase: Hashable, Sendable {
    case waiting
    case preparing
    case prepared([ClipHash])
    case loading([ClipHash])
    case loaded([ClipHash], seconds: Double)
    /// Tried again at `retry`, and refused if it is still so when it is due.
    case failed(Refusal, cause: String, retry: WallTime)
    case handedOver([ClipHash])

    var isHandedOver: Bool {
      if case .handedOver = self { true } else { false }
    }
  }

  struct Item: Hashable, Sendable {
    var broadcast: Broadcast
    var phase: Phase
    /// Outside the plan: a plan made anew does not know it.
    var isExtra = false
    var failures = 0
    /// Held back for another one in its zones.
    var waited = false
    /// Where it goes on after it was cut off, in seconds, and since when it waits for that.
    var cut: Cut?
    /// Being faded out for something higher, or on someone's word.
    var leaving: Leaving?

    struct Cut: Hashable, Sendable {
      var from: Double
      var since: WallTime
    }

    enum Leaving: Hashable, Sendable {
      case preempted, stopped
    }

    var rank: VoiceClass { broadcast.airClass.voiceClass }
    var isSounding: Bool { phase.isHandedOver }
    /// Since when it could sound.
    var due: WallTime { cut?.since ?? broadcast.start }
  }

  let timing: Timing
  var items: [BroadcastID: Item] = [:]
  var rules: AirRules
  /// Ended or refused; kept so that a plan made anew does not bring them back.
  var done: [BroadcastID: WallTime] = [:]
  /// Those of `done` that did not sound.
  var refused: Set<BroadcastID> = []
  var lastTick: WallTime?
  private var lastForgot = WallTime(nanoseconds: 0)
  /// How broadcasts ended since `takeEndings` was last called.
  var endings: [Ending] = []

  public init(
    timing: Timing = Timing(), rules: AirRules, done: [BroadcastID: WallTime] = [:]
  ) {
    self.timing = timing
    self.rules = rules
    self.done = done
  }

  public mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .planned(let broadcasts, let rules):
      self.rules = rules
      plan(broadcasts)
      return []
    case .prepared(let id, let sound, let clips):
      if items[id]?.phase == .preparing, items[id]?.broadcast.sound == sound {
        items[id]?.phase = .prepared(clips)
      }
      return []
    case .preparationFailed(let id, let sound, let cause):
      if items[id]?.phase == .preparing, items[id]?.broadcast.sound == sound {
        fail(id, .notPrepared, cause: cause, after: 20)
      }
      return []
    case .loaded(let id, let seconds):
      if case .loading(let clips)? = items[id]?.phase { items[id]?.phase = .loaded(clips, seconds: seconds) }
      return []
    case .loadFailed(let id, let cause):
      // A damaged clip is made anew, if there is time.
      if case .loading? = items[id]?.phase { fail(id, .soundDamaged, cause: cause, after: 1) }
      return []
    case .postponed(let id, let clips, let seconds):
      if items[id]?.isSounding == true { items[id]?.phase = .loaded(clips, seconds: seconds) }
      return []
    case .finished(let id, let end, let position):
      finish(id, end, position: position)
      return []
    case .stop(let zones):
      return stop(in: zones)
    case .tick(let now):
      return tick(now)
    }
  }

  /// Whether it is planned, sounds, or is over.
  func knows(_ id: BroadcastID) -> Bool { items[id] != nil || done[id] != nil }

  private mutating func plan(_ broadcasts: [Broadcast]) {
    let ids = Set(broadcasts.map(\.id))
    // What was planned and not begun, and is no longer planned, goes; what sounds stays until it ends.
    items = items.filter {
      if $0.value.isSounding || $0.value.isExtra || ids.contains($0.key) { return true }
      endings.append(Ending(broadcast: $0.value.broadcast, kind: .cancelled, reason: "not-planned"))
      return false
    }
    for broadcast in broadcasts where done[broadcast.id] == nil {
      if let known = items[broadcast.id] {
        if known.broadcast != broadcast, !known.isSounding {
          let isSame = known.broadcast.sound == broadcast.sound
          items[broadcast.id] = Item(
            broadcast: broadcast, phase: isSame ? known.phase : .waiting, waited: known.waited && isSame,
            cut: isSame ? known.cut : nil)
        }
      } else {
        items[broadcast.id] = Item(broadcast: broadcast, phase: .waiting)
      }
    }
  }

  /// Tried again later and later, at most every ten minutes.
  private mutating func fail(_ id: BroadcastID, _ refusal: Refusal, cause: String, after seconds: Double) {
    guard var item = items[id] else { return }
    let delay = min(600, seconds * Double(1 << min(item.failures, 8)))
    item.failures += 1
    item.phase = .failed(refusal, cause: cause, retry: (lastTick ?? item.broadcast.start) + delay)
    items[id] = item
  }

  /// Adds a broadcast outside the plan: a test at start-up.
  public mutating func add(_ broadcast: Broadcast) {
    items[broadcast.id] = Item(broadcast: broadcast, phase: .waiting, isExtra: true)
  }

  private mutating func tick(_ now: WallTime) -> [Effect] {
    lastTick = now
    forgetRefusalsAhead(of: now)
    var effects: [Effect] = []
    for item in items.values.sorted(by: Arbiter.goesFirst) where !item.isSounding {
      let broadcast = item.broadcast
      let ahead = broadcast.start - now
      let isBusy = isBusy(item, at: now)
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
      case .loaded(let clips, _) where ahead <= timing.handOverAhead && !isBusy:
        items[broadcast.id]?.phase = .handedOver(clips)
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

  /// A clock that ran ahead and was set back made refusals of what is still to come; those do not count.
  private mutating func forgetRefusalsAhead(of now: WallTime) {
    for id in refused {
      if let start = done[id], start - now > timing.handOverAhead + 1 {
        done[id] = nil
        refused.remove(id)
      }
    }
  }

  /// What stands against airing, looked at when the output would get the voice, or after the time has passed.
  private func refusal(of item: Item, now: WallTime, isBusy: Bool) -> (reason: Refusal, cause: String?)? {
    let broadcast = item.broadcast
    let ahead = item.due - now
    guard broadcast.start - now <= timing.handOverAhead else { return nil }
    if let code = broadcast.heldBecause { return (code.refusal, code == .quietHours ? nil : code.rawValue) }
    if !broadcast.isApproved { return (.notApproved, nil) }
    let start = max(now, broadcast.start)
    // How long it will sound is known only when it is loaded.
    var rest = 0.0
    if case .loaded(_, let seconds) = item.phase { rest = max(0, seconds - (item.cut?.from ?? 0)) }
    if let refusal = rules.refusal(of: broadcast, from: start, seconds: rest) { return refusal }
    if case .failed(let refusal, let cause, _) = item.phase { return (refusal, cause) }
    if isBusy, ahead >= -timing.busyTolerance { return nil }
    if isBusy { return (.zoneBusy, "\(Int(-ahead)) s") }
    // Whoever waited for a zone has waited long already; it airs now.
    if item.cut != nil, ahead >= -timing.busyTolerance { return nil }
    if case .loaded = item.phase, item.waited { return nil }
    if ahead < -tolerance(of: broadcast) {
      if case .ask = broadcast.whenMissed { return (.operatorDecides, "\(Int(-ahead)) s") }
      return (.tooLate, "\(Int(-ahead)) s, \(item.phase.name)")
    }
    return nil
  }

  /// How late it may still begin, in seconds.
  private func tolerance(of broadcast: Broadcast) -> Double {
    if broadcast.airClass == .test { return timing.testLateTolerance }
    return broadcast.whenMissed.tolerance(atLeast: timing.lateTolerance)
  }
}

extension Arbiter.Phase {
  /// For the log's cause.
  var name: String {
    switch self {
    case .waiting: "waiting"
    case .preparing: "preparing"
    case .prepared: "prepared"
    case .loading: "loading"
    case .loaded: "loaded"
    case .failed: "failed"
    case .handedOver: "handed over"
    }
  }
}
