/// What an output hands to its device, once more, for whoever keeps it (the audio archive).
///
/// The audio thread copies the channels that sound into a ring and goes on; silence is not copied. Where nobody takes the
/// blocks in time they are left out, and the next block says how many.
public final class SoundTap: Sendable {
  public let channelCount: Int
  public let periodFrames: Int
  public let sampleRate: Int
  let ring: TapRing

  init(format: SinkFormat, milliseconds: Int) {
    channelCount = format.channelCount
    periodFrames = format.periodFrames
    sampleRate = format.sampleRate
    let blocks = format.sampleRate * milliseconds / 1_000 / format.periodFrames
    ring = TapRing(
      blocks: max(2, blocks), channelCount: format.channelCount, periodFrames: format.periodFrames)
  }

  deinit { ring.destroy() }

  /// What the audio thread has told since the last call, in order. One caller at a time.
  public func drain(_ body: (Item) -> Void) {
    while let item = ring.front {
      body(item)
      ring.didTake()
    }
  }

  /// Valid during the call that gets it.
  public enum Item {
    case block(Block)
    /// The device was restarted or lost: whether these output frames, accepted by it, have left is not known.
    case unsure(Range<FrameCount>)
  }

  /// A period that the device accepted.
  public struct Block {
    /// Output frame of its first frame.
    public let frame: FrameCount
    public let frameCount: Int
    /// Frames before it that were left out because the ring was full.
    public let lostFrames: FrameCount
    let silentMask: UInt64
    let samples: UnsafePointer<Float>

    /// The samples of a channel, or nil where it is silent.
    public func channel(_ index: Int) -> UnsafePointer<Float>? {
      silentMask & (1 << UInt64(index)) == 0 ? samples + index * frameCount : nil
    }
  }
}

/// The ring of a `SoundTap`: a value of pointers, as the other rings are.
struct TapRing: @unchecked Sendable {
  private struct Header {
    var frame: FrameCount = 0
    var count: FrameCount = 0
    var lost: FrameCount = 0
    var silentMask: UInt64 = .max
    var isBlock = false
  }

  private let indices: RingIndices
  private let headers: UnsafeMutablePointer<Header>
  private let samples: UnsafeMutablePointer<Float>
  /// Of the audio thread: frames left out since the last block that found room.
  private let lost: UnsafeMutablePointer<FrameCount>
  private let channelCount: Int
  private let periodFrames: Int

  init(blocks: Int, channelCount: Int, periodFrames: Int) {
    indices = RingIndices(capacity: blocks)
    self.channelCount = channelCount
    self.periodFrames = periodFrames
    headers = .allocate(capacity: indices.capacity)
    headers.initialize(repeating: Header(), count: indices.capacity)
    // Touched now, so that the audio thread has no page faults.
    samples = .allocate(capacity: indices.capacity * channelCount * periodFrames)
    samples.initialize(repeating: 0, count: indices.capacity * channelCount * periodFrames)
    lost = .allocate(capacity: 1)
    lost.initialize(to: 0)
  }

  func destroy() {
    indices.destroy()
    headers.deallocate()
    samples.deallocate()
    lost.deallocate()
  }

  /// Audio thread: a period that the device has accepted; channel after channel, `stride` apart.
  @_noLocks @_noAllocation
  func push(_ mix: UnsafePointer<Float>, stride: Int, silentMask: UInt64, at frame: FrameCount) {
    if silentMask == .max { return }
    let slot = indices.writable
    if slot < 0 {
      lost[0] &+= FrameCount(periodFrames)
      return
    }
    var channel = 0
    while channel < channelCount {
      if silentMask & (1 &<< UInt64(channel)) == 0 {
        let to = samples + (slot &* channelCount &+ channel) &* periodFrames
        let from = mix + channel &* stride
        var index = 0
        while index < periodFrames {
          to[index] = from[index]
          index &+= 1
        }
      }
      channel &+= 1
    }
    headers[slot].frame = frame
    headers[slot].count = FrameCount(periodFrames)
    headers[slot].lost = lost[0]
    headers[slot].silentMask = silentMask
    headers[slot].isBlock = true
    lost[0] = 0
    indices.didWrite()
  }

  /// Audio thread: whether output frames `from ..< to` have left is not known.
  @_noLocks @_noAllocation
  func pushUnsure(from: FrameCount, to: FrameCount) {
    let slot = indices.writable
    if slot < 0 || to <= from { return }
    headers[slot].frame = from
    headers[slot].count = to - from
    headers[slot].isBlock = false
    indices.didWrite()
  }

  var front: SoundTap.Item? {
    let slot = indices.readable
    if slot < 0 { return nil }
    let header = headers[slot]
    guard header.isBlock else { return .unsure(header.frame..<header.frame + header.count) }
    return .block(
      SoundTap.Block(
        frame: header.frame, frameCount: periodFrames, lostFrames: header.lost, silentMask: header.silentMask,
        samples: UnsafePointer(samples + slot * channelCount * periodFrames)))
  }

  func didTake() { indices.didRead() }
}
