/// What a higher class does to the lower ones, on the channels that it takes and while it is there.
public struct Ducking: Hashable, Sendable {
  public enum Action: Hashable, Sendable {
    /// Both are heard as they are.
    case mix
    /// The lower class goes on at this linear gain, 0 ..< 1.
    case duck(gain: Float)
    /// The lower class is faded out; a voice all of whose channels are taken so waits at its frame and goes on after.
    /// One that still has a channel of its own plays on there and is only silent in the taken ones.
    case pause
  }

  /// What a routine voice does to fillers.
  public var routine: Action
  /// What a priority voice does to routine voices and fillers.
  public var priority: Action
  /// What an emergency voice does to all others.
  public var emergency: Action
  /// How long the lower class takes to give way.
  public var attackMilliseconds: Int
  /// How long it takes to come back.
  public var releaseMilliseconds: Int

  public init(
    routine: Action = .duck(gain: 0.1), priority: Action = .pause, emergency: Action = .pause,
    attackMilliseconds: Int = 50, releaseMilliseconds: Int = 500
  ) {
    self.routine = routine
    self.priority = priority
    self.emergency = emergency
    self.attackMilliseconds = attackMilliseconds
    self.releaseMilliseconds = releaseMilliseconds
  }
}

extension Ducking {
  func action(of taker: VoiceClass) -> Action {
    switch taker {
    case .filler: .mix
    case .routine: routine
    case .priority: priority
    case .emergency: emergency
    }
  }
}
