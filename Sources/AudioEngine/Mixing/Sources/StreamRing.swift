import Synchronization

/// Decoded frames on their way from the decode-ahead thread to the renderer: planar, without locks.
///
/// A seek has a number. The writer begins the new place behind what it wrote before and publishes the number with that
/// point; the reader plays on up to it until the seek's command arrives, and then leaps there. So the new place can be
/// decoded while the old one is still being faded out.
///
/// A value of pointers; the `SoundStream` owns what they point to.
struct StreamRing: BitwiseCopyable, @unchecked Sendable {
  private struct Counters: ~Copyable {
    let written = Atomic<Int>(0)
    let read = Atomic<Int>(0)
    /// Writer: number of the seek whose frames begin at `flushAt`.
    let ready = Atomic<Int>(0)
    let flushAt = Atomic<Int>(0)
    /// Writer: where the frames before the first seek that the reader has not taken up end.
    let fence = Atomic<Int>(0)
    /// Reader: number of the seek it was told of, and of the one it has leapt for.
    let accepted = Atomic<Int>(0)
    let applied = Atomic<Int>(0)
  }

  private let counters: UnsafeMutablePointer<Counters>
  /// Channel after channel, `capacity` apart.
  let samples: UnsafeMutablePointer<Float>
  /// A power of two.
  let capacity: Int

  init(channelCount: Int, minimumFrames: Int) {
    var size = 2
    while size < minimumFrames { size *= 2 }
    capacity = size
    samples = .allocate(capacity: size * channelCount)
    samples.initialize(repeating: 0, count: size * channelCount)
    counters = .allocate(capacity: 1)
    counters.initialize(to: Counters())
  }

  func destroy() {
    counters.deinitialize(count: 1)
    counters.deallocate()
    samples.deallocate()
  }

  /// Reader: where the next frames begin.
  var readOffset: Int {
    @_noLocks @_noAllocation get { counters.pointee.read.load(ordering: .relaxed) & (capacity &- 1) }
  }

  /// Reader: frames that can be read in one piece.
  var readable: Int {
    @_noLocks @_noAllocation get {
      let read = counters.pointee.read.load(ordering: .relaxed)
      // In this order: whoever sees frames of a new place also sees its number.
      let written = counters.pointee.written.load(ordering: .acquiring)
      let ready = counters.pointee.ready.load(ordering: .acquiring)
      let applied = counters.pointee.applied.load(ordering: .relaxed)
      if applied != counters.pointee.accepted.load(ordering: .relaxed) { return 0 }
      let end = ready == applied ? written : min(written, counters.pointee.fence.load(ordering: .relaxed))
      return min(max(0, end &- read), capacity &- (read & (capacity &- 1)))
    }
  }

  @_noLocks @_noAllocation
  func didRead(_ frames: Int) {
    counters.pointee.read.store(
      counters.pointee.read.load(ordering: .relaxed) &+ frames, ordering: .releasing)
  }

  /// Reader: plays nothing any more of what was written before seek `number`.
  @_noLocks @_noAllocation
  func accept(seek number: Int) {
    counters.pointee.accepted.store(number, ordering: .releasing)
  }

  /// Reader: leaps to the accepted seek's place once frames of it are there.
  @_noLocks @_noAllocation
  func leap() {
    let accepted = counters.pointee.accepted.load(ordering: .relaxed)
    if counters.pointee.applied.load(ordering: .relaxed) == accepted { return }
    let written = counters.pointee.written.load(ordering: .acquiring)
    if counters.pointee.ready.load(ordering: .acquiring) != accepted { return }
    let flushAt = counters.pointee.flushAt.load(ordering: .relaxed)
    // At once, because a full ring has no room for the new place.
    counters.pointee.read.store(flushAt, ordering: .releasing)
    if written &- flushAt <= 0 { return }
    counters.pointee.applied.store(accepted, ordering: .releasing)
  }

  /// Writer: what it writes from now on belongs to the place of seek `number`.
  func turn(toSeek number: Int) {
    let written = counters.pointee.written.load(ordering: .relaxed)
    if counters.pointee.ready.load(ordering: .relaxed) == counters.pointee.accepted.load(ordering: .acquiring)
    {
      counters.pointee.fence.store(written, ordering: .relaxed)
    }
    counters.pointee.flushAt.store(written, ordering: .relaxed)
    counters.pointee.ready.store(number, ordering: .releasing)
  }

  /// Writer: the reader has not yet leapt to the last seek's place.
  var isTurning: Bool {
    counters.pointee.applied.load(ordering: .acquiring) != counters.pointee.ready.load(ordering: .relaxed)
  }

  /// Writer: where the next frames go.
  var writeOffset: Int { counters.pointee.written.load(ordering: .relaxed) & (capacity - 1) }

  /// Writer: frames held now, those that a seek will leave out included.
  var held: Int {
    counters.pointee.written.load(ordering: .relaxed) - counters.pointee.read.load(ordering: .acquiring)
  }

  /// Writer: frames that can be written in one piece.
  var writable: Int { min(capacity - held, capacity - writeOffset) }

  func didWrite(_ frames: Int) {
    counters.pointee.written.store(
      counters.pointee.written.load(ordering: .relaxed) + frames, ordering: .releasing)
  }
}
