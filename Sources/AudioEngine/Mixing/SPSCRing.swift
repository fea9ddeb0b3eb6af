import Synchronization

/// The indices of a bounded queue from one producer thread to one consumer thread, without locks or allocation.
///
/// Not generic, and the queues of commands and events are types of their own, because the compiler proves the absence of
/// locks and allocation in a debug build only for code that needs no specialisation. A value of pointers: copies name
/// the same queue; `destroy` frees it once neither side uses it any more.
struct RingIndices: @unchecked Sendable {
  private struct Counters: ~Copyable {
    let written = Atomic<Int>(0)
    let read = Atomic<Int>(0)
  }

  private let counters: UnsafeMutablePointer<Counters>
  private let mask: Int

  /// For at least `capacity` slots (the next power of two).
  init(capacity: Int) {
    var size = 2
    while size < capacity { size *= 2 }
    mask = size - 1
    counters = .allocate(capacity: 1)
    counters.initialize(to: Counters())
  }

  var capacity: Int { mask + 1 }

  func destroy() {
    counters.deinitialize(count: 1)
    counters.deallocate()
  }

  /// Producer: the slot to fill before `didWrite`, or −1 when full.
  var writable: Int {
    @_noLocks @_noAllocation get {
      let written = counters.pointee.written.load(ordering: .relaxed)
      return written - counters.pointee.read.load(ordering: .acquiring) > mask ? -1 : written & mask
    }
  }

  @_noLocks @_noAllocation
  func didWrite() {
    counters.pointee.written.store(
      counters.pointee.written.load(ordering: .relaxed) + 1, ordering: .releasing)
  }

  /// Consumer: the slot to take before `didRead`, or −1 when empty.
  var readable: Int {
    @_noLocks @_noAllocation get {
      let read = counters.pointee.read.load(ordering: .relaxed)
      return read == counters.pointee.written.load(ordering: .acquiring) ? -1 : read & mask
    }
  }

  @_noLocks @_noAllocation
  func didRead() {
    counters.pointee.read.store(counters.pointee.read.load(ordering: .relaxed) + 1, ordering: .releasing)
  }
}

/// Commands on their way to the audio thread.
struct CommandRing: @unchecked Sendable {
  private let indices: RingIndices
  private let slots: UnsafeMutablePointer<MixCommand>

  init(capacity: Int) {
    indices = RingIndices(capacity: capacity)
    slots = .allocate(capacity: indices.capacity)
    slots.initialize(repeating: MixCommand(kind: .start), count: indices.capacity)
  }

  func destroy() {
    indices.destroy()
    slots.deallocate()
  }

  /// False when full; the command is then not in the queue.
  func push(_ command: MixCommand) -> Bool {
    let slot = indices.writable
    if slot < 0 { return false }
    (slots + slot).initialize(to: command)
    indices.didWrite()
    return true
  }

  @_noLocks @_noAllocation
  func pop() -> MixCommand? {
    let slot = indices.readable
    if slot < 0 { return nil }
    let command = slots[slot]
    indices.didRead()
    return command
  }
}

/// Reports on their way to the control side.
struct EventRing: @unchecked Sendable {
  private let indices: RingIndices
  private let slots: UnsafeMutablePointer<RenderEvent>

  init(capacity: Int) {
    indices = RingIndices(capacity: capacity)
    slots = .allocate(capacity: indices.capacity)
    // Touched now: the audio thread would have a page fault for every page of it that it comes to.
    slots.initialize(repeating: RenderEvent(kind: .meter), count: indices.capacity)
  }

  func destroy() {
    indices.destroy()
    slots.deallocate()
  }

  /// False when full; the event is then not in the queue.
  @_noLocks @_noAllocation
  func push(_ event: RenderEvent) -> Bool {
    let slot = indices.writable
    if slot < 0 { return false }
    slots[slot] = event
    indices.didWrite()
    return true
  }

  func pop() -> RenderEvent? {
    let slot = indices.readable
    if slot < 0 { return nil }
    let event = slots[slot]
    indices.didRead()
    return event
  }
}
