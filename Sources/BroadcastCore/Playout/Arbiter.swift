/// Decides what happens to every broadcast: a pure state machine, (state, event) → effects.
///
/// It never looks at a clock and never touches a device; `Playout` does what it says.
public struct Arbiter: Sendable {
  public struct Timing: Hashable, Sendable {
    /// Sound is made so long before the start, in seconds.
    public var prepareAhead = 86_400.0
    /// Sound is read into memory so long before.
    public var loadAhead = 30.0
    /// The output gets the voice so long before.
    public var handOverAhead = 2.0
    /// A broadcast may still begin so long after its time.
    public var lateTolerance = 10.0
    /// The same for a test at start-up, whose sound is made only then.
    public var testLateTolerance = 120.0

    public init() {}
  }

  public enum Event: Hashable, Sendable {
    /// The plan of the coming span, and the announcements that may air. Replaces the earlier one.
    case planned([Broadcast], approved: Set<String>, rules: AirRules)
    case prepared(BroadcastID, sound: String, [ClipHash])
    case preparationFailed(BroadcastID, sound: String, cause: String)
    case loaded(BroadcastID)
    case loadFailed(BroadcastID, cause: String)
    case tick(WallTime)
    /// All airings of the broadcast have ended.
    case finished(BroadcastID)
  }

  public enum Effect: Hashable, Sendable {
    case prepare(Broadcast)
    case load(BroadcastID, [ClipHash])
    /// Give it to its outputs, to sound at its start, or at once where that has passed.
    case handOver(Broadcast, [ClipHash], late: Bool)
    case refuse(Broadcast, Refusal, cause: String?)
  }

  enum Phase: Hashable, Sendable {
    case waiting
    case preparing
    case prepared([ClipHash])
    case loading([ClipHash])
    case loaded([ClipHash])
    case failed(Refusal, cause: String)
    case handedOver
  }

  private let timing: Timing
  private var items: [BroadcastID: (broadcast: Broadcast, phase: Phase)] = [:]
  private var approved: Set<String> = []
  private var rules: AirRules
  /// Ended or refused; kept so that a plan made anew does not bring them back.
  private var done: [BroadcastID: WallTime] = [:]

  public init(
    timing: Timing = Timing(), rules: AirRules, done: [BroadcastID: WallTime] = [:]
  ) {
    self.timing = timing
    self.rules = rules
    self.done = done
  }

  public mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .planned(let broadcasts, let approved, let rules):
      self.approved = approved
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
        items[id]?.phase = .failed(.notPrepared, cause: cause)
      }
      return []
    case .loaded(let id):
      if case .loading(let clips)? = items[id]?.phase { items[id]?.phase = .loaded(clips) }
      return []
    case .loadFailed(let id, let cause):
      if case .loading? = items[id]?.phase { items[id]?.phase = .failed(.soundDamaged, cause: cause) }
      return []
    case .finished(let id):
      if let item = items.removeValue(forKey: id) { done[id] = item.broadcast.start }
      return []
    case .tick(let now):
      return tick(now)
    }
  }

  private mutating func plan(_ broadcasts: [Broadcast]) {
    let ids = Set(broadcasts.map(\.id))
    // What was planned and not begun, and is no longer planned, goes; what sounds stays until it ends.
    items = items.filter {
      $0.value.phase == .handedOver || ids.contains($0.key) || $0.value.broadcast.programme == nil
    }
    for broadcast in broadcasts where done[broadcast.id] == nil {
      if let known = items[broadcast.id] {
        if known.broadcast != broadcast, known.phase != .handedOver {
          items[broadcast.id] = (
            broadcast, known.broadcast.sound == broadcast.sound ? known.phase : .waiting
          )
        }
      } else {
        items[broadcast.id] = (broadcast, .waiting)
      }
    }
  }

  /// Adds a broadcast outside the plan: a test at start-up.
  public mutating func add(_ broadcast: Broadcast) {
    items[broadcast.id] = (broadcast, .waiting)
  }

  private mutating func tick(_ now: WallTime) -> [Effect] {
    var effects: [Effect] = []
    for (broadcast, phase) in items.values.sorted(by: {
      ($0.broadcast.start, $0.broadcast.id) < ($1.broadcast.start, $1.broadcast.id)
    }) {
      let ahead = broadcast.start - now
      if phase == .handedOver { continue }
      if let effect = refusal(of: broadcast, phase, now: now, ahead: ahead) {
        items[broadcast.id] = nil
        done[broadcast.id] = broadcast.start
        effects.append(effect)
        continue
      }
      switch phase {
      case .waiting where ahead <= timing.prepareAhead:
        items[broadcast.id]?.phase = .preparing
        effects.append(.prepare(broadcast))
      case .prepared(let clips) where ahead <= timing.loadAhead:
        items[broadcast.id]?.phase = .loading(clips)
        effects.append(.load(broadcast.id, clips))
      case .loaded(let clips) where ahead <= timing.handOverAhead:
        items[broadcast.id]?.phase = .handedOver
        effects.append(.handOver(broadcast, clips, late: ahead < 0.2))
      default: break
      }
    }
    // The plan looks back less than this.
    done = done.filter { now - $0.value < 2 * 86_400 }
    return effects
  }

  /// What stands against airing, looked at when the output would get the voice, or after the time has passed.
  private func refusal(of broadcast: Broadcast, _ phase: Phase, now: WallTime, ahead: Double) -> Effect? {
    guard ahead <= timing.handOverAhead else { return nil }
    if !approved.contains(broadcast.announcement) { return .refuse(broadcast, .notApproved, cause: nil) }
    if rules.forbid(broadcast.airClass, at: max(now, broadcast.start)) {
      return .refuse(broadcast, .quietHours, cause: nil)
    }
    if case .failed(let refusal, let cause) = phase { return .refuse(broadcast, refusal, cause: cause) }
    let tolerance = broadcast.airClass == .test ? timing.testLateTolerance : timing.lateTolerance
    if ahead < -tolerance { return .refuse(broadcast, .tooLate, cause: "\(Int(-ahead)) s, \(phase.name)") }
    return nil
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
