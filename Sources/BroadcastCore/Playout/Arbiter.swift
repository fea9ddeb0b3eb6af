package import AudioEngine

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
    /// A run before ended in the middle of it, `position` seconds into its sound.
    case interrupted(Broadcast, position: Double, since: WallTime)
    /// The machine was suspended so many seconds; what sounded stood still.
    case slept(Double)
    /// Whether the wall clock may be believed.
    case clock(isTrusted: Bool, rule: ClockRule)
    /// Zones whose amplifiers are not on: nothing begins there.
    case unpowered(Set<ZoneID>)
    /// Someone wants silence in these zones; `nil` is everywhere.
    case stop(Set<ZoneID>?)
    /// Another emergency takes some zones of this one.
    case replace(BroadcastID, Set<ZoneID>)
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

  package enum Phase: Hashable, Sendable {
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

  package struct Item: Hashable, Sendable {
    package var broadcast: Broadcast
    package var phase: Phase
    /// Outside the plan: a plan made anew does not know it.
    var isExtra = false
    var failures = 0
    /// Held back for another one in its zones.
    var waited = false
    /// Where it goes on after it was cut off, in seconds, and since when it waits for that.
    var cut: Cut?
    /// Being faded out for something higher, or on someone's word.
    package var leaving: Leaving?
    /// Zones that someone silenced while it goes on in others.
    var released: Set<ZoneID> = []

    struct Cut: Hashable, Sendable {
      var from: Double
      var since: WallTime
      /// The process ended in the middle of it.
      var isInterrupted = false
    }

    package enum Leaving: Hashable, Sendable {
      case preempted, stopped
    }

    package var rank: VoiceClass { broadcast.airClass.voiceClass }
    package var isSounding: Bool { phase.isHandedOver }
    /// Since when it could sound.
    package var due: WallTime { cut?.since ?? broadcast.start }
    /// Where it is heard now, if it sounds.
    package var hearing: Set<ZoneID> { Set(broadcast.hearing).subtracting(released) }
  }

  let timing: Timing
  package internal(set) var items: [BroadcastID: Item] = [:]
  var rules: AirRules
  var isClockTrusted = true
  var clockRule = ClockRule.mark
  var unpowered: Set<ZoneID> = []
  /// Ended or refused; kept so that a plan made anew does not bring them back.
  package internal(set) var done: [BroadcastID: WallTime] = [:]
  /// Those of `done` that did not sound.
  var refused: Set<BroadcastID> = []
  var lastTick: WallTime?
  var lastForgot = WallTime(nanoseconds: 0)
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
      return plan(broadcasts)
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
    case .interrupted(let broadcast, let position, let since):
      takeUp(broadcast, position: position, since: since)
      return []
    case .slept(let seconds):
      return seconds > timing.busyTolerance ? stop(in: nil, onlySounding: true) : []
    case .clock(let isTrusted, let rule):
      isClockTrusted = isTrusted
      clockRule = rule
      return []
    case .unpowered(let zones):
      unpowered = zones
      return []
    case .stop(let zones):
      return stop(in: zones)
    case .replace(let id, let zones):
      return stop(in: zones, onlySounding: true, only: id)
    case .tick(let now):
      return tick(now)
    }
  }

  /// Whether it is planned, sounds, or is over.
  func knows(_ id: BroadcastID) -> Bool { items[id] != nil || done[id] != nil }

  private mutating func plan(_ broadcasts: [Broadcast]) -> [Effect] {
    let ids = Set(broadcasts.map(\.id))
    // What was planned and not begun, and is no longer planned, goes; what sounds, or was cut off, stays until it ends:
    // a long one began further back than a plan looks.
    for item in items.values
    where !item.isSounding && !item.isExtra && item.cut == nil && !ids.contains(item.broadcast.id) {
      items[item.broadcast.id] = nil
      endings.append(Ending(broadcast: item.broadcast, kind: .cancelled, reason: "not-planned"))
    }
    var effects: [Effect] = []
    for broadcast in broadcasts where done[broadcast.id] == nil {
      guard let known = items[broadcast.id] else {
        items[broadcast.id] = Item(broadcast: broadcast, phase: .waiting)
        continue
      }
      if known.broadcast == broadcast || known.isSounding { continue }
      let isSame = known.broadcast.sound == broadcast.sound
      if known.cut != nil {
        // Its rest is of words that stand no more, or that nobody answers for any more.
        if !broadcast.isApproved {
          effects.append(refuse(known.broadcast, .notApproved, cause: nil))
        } else if !isSame {
          effects.append(refuse(known.broadcast, .notPlanned, cause: "changed"))
        }
        continue
      }
      items[broadcast.id] = Item(
        broadcast: broadcast, phase: isSame ? known.phase : .waiting, isExtra: known.isExtra,
        waited: known.waited && isSame)
    }
    return effects
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
