/// What the system granted the audio thread.
public struct RealtimeGrant: Hashable, Sendable {
  /// SCHED_FIFO priority, or nil for ordinary scheduling.
  public var fifoPriority: Int?
  /// Why SCHED_FIFO was not granted, with the cure.
  public var schedulingRefusal: String?
  /// Whether the process's memory is locked (mlockall, MCL_ONFAULT).
  public var memoryLocked: Bool
  /// Why it was not, with the cure.
  public var memoryRefusal: String?

  public init(
    fifoPriority: Int? = nil, schedulingRefusal: String? = nil, memoryLocked: Bool = false,
    memoryRefusal: String? = nil
  ) {
    self.fifoPriority = fifoPriority
    self.schedulingRefusal = schedulingRefusal
    self.memoryLocked = memoryLocked
    self.memoryRefusal = memoryRefusal
  }
}
