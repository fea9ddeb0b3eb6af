import Synchronization

/// Decoded frames on their way from the decode-ahead thread to the renderer: planar, without locks.
///
/// A value of pointers; the `SoundStream` owns what they point to.
struct StreamRing: BitwiseCopyable, @unchecked Sendable {
  private struct Counters: ~Copyable {
    let written = Atomic<Int>(0)
    let read = Atomic<Int>(0)
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
      let held = counters.pointee.written.load(ordering: .acquiring) &- read
      return min(held, capacity &- (read & (capacity &- 1)))
    }
  }

  @_noLocks @_noAllocation
  func didRead(_ frames: Int) {
    counters.pointee.read.store(
      counters.pointee.read.load(ordering: .relaxed) &+ frames, ordering: .releasing)
  }

  /// Writer: where the next frames go.
  var writeOffset: Int { counters.pointee.written.load(ordering: .relaxed) & (capacity - 1) }

  /// Writer: frames held now.
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
