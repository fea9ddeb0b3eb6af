/// When the running station signs a checkpoint: when its day ends, and every `interval` entries.
public struct CheckpointSchedule: Hashable, Sendable {
  public static let interval: Int64 = 1000
  /// After a failure, not again before the log has grown by so many.
  public static let patience: Int64 = 10

  private var signed: Int64
  private var day: CivilDate?
  private var pending: CheckpointMaker.Reason?
  private var notBefore: Int64 = 0

  /// - Parameter signed: entries that the last checkpoint covers.
  public init(signed: Int64) {
    self.signed = signed
  }

  /// What is due with `size` entries on the local date `today`, until `didSign`.
  ///
  /// A clock that was set back closes a day twice, and one set forward closes it early: both only add checkpoints.
  public mutating func due(size: Int64, today: CivilDate) -> CheckpointMaker.Reason? {
    if let day, today != day { pending = .dayClose }
    day = today
    guard size > signed else { return nil }
    if pending == nil, size - signed >= CheckpointSchedule.interval { pending = .entries }
    return size >= notBefore ? pending : nil
  }

  public mutating func didSign(_ size: Int64) { (signed, pending, notBefore) = (size, nil, 0) }

  public mutating func didFail(at size: Int64) { notBefore = size + CheckpointSchedule.patience }
}
