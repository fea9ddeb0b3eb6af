internal import CSoxr

/// A source at another rate, while it is read: libsoxr's high-quality recipe (20-bit, linear phase, delay removed), in
/// constant memory.
public final class ResampledSource: FrameSource {
  public let sampleRate: Int
  public let channelCount: Int
  /// `frameCount * rate / source.sampleRate`, rounded to the nearest frame.
  public let frameCount: FrameCount
  private let source: any FrameSource
  private let state: soxr_t
  /// What was read and not yet resampled: channel after channel, `blockFrames` apart.
  private let input: UnsafeMutablePointer<Float>
  private let writers: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
  private let readers: UnsafeMutablePointer<UnsafeRawPointer?>
  private let outputs: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  private var held = 0
  private var used = 0
  private var isAtEnd = false
  private static let blockFrames = 4_096

  public init(_ source: any FrameSource, rate: Int) throws(ResampleError) {
    self.source = source
    sampleRate = rate
    channelCount = source.channelCount
    frameCount =
      (source.frameCount * FrameCount(rate) + FrameCount(source.sampleRate / 2))
      / FrameCount(source.sampleRate)
    var failure: soxr_error_t?
    // Planar on both sides.
    var layout = soxr_io_spec(SOXR_FLOAT32_S, SOXR_FLOAT32_S)
    var quality = soxr_quality_spec(UInt(SOXR_HQ), 0)
    guard
      let state = soxr_create(
        Double(source.sampleRate), Double(rate), UInt32(source.channelCount), &failure, &layout, &quality, nil
      )
    else {
      throw ResampleError(cause: failure.map { String(cString: $0) } ?? "soxr_create")
    }
    self.state = state
    input = .allocate(capacity: Self.blockFrames * source.channelCount)
    input.initialize(repeating: 0, count: Self.blockFrames * source.channelCount)
    writers = .allocate(capacity: source.channelCount)
    readers = .allocate(capacity: source.channelCount)
    outputs = .allocate(capacity: source.channelCount)
    for channel in 0..<source.channelCount {
      (writers + channel).initialize(to: input + channel * Self.blockFrames)
      (readers + channel).initialize(to: nil)
      (outputs + channel).initialize(to: nil)
    }
  }

  deinit {
    soxr_delete(state)
    input.deallocate()
    writers.deallocate()
    readers.deallocate()
    outputs.deallocate()
  }

  public func seek(to frame: FrameCount) throws {
    try source.seek(
      to: min(source.frameCount, frame * FrameCount(source.sampleRate) / FrameCount(sampleRate)))
    soxr_clear(state)
    (held, used, isAtEnd) = (0, 0, false)
  }

  public func read(into channels: UnsafePointer<UnsafeMutablePointer<Float>>, frames: Int) throws -> Int {
    while true {
      if used == held && !isAtEnd {
        used = 0
        held = try source.read(into: writers, frames: Self.blockFrames)
        isAtEnd = held == 0
      }
      for channel in 0..<channelCount {
        readers[channel] = UnsafeRawPointer(input + channel * Self.blockFrames + used)
        outputs[channel] = UnsafeMutableRawPointer(channels[channel])
      }
      var taken = 0
      var made = 0
      // Without an input libsoxr gives what it still holds.
      let failure = soxr_process(
        state, isAtEnd ? nil : UnsafeRawPointer(readers), isAtEnd ? 0 : held - used, &taken,
        UnsafeMutableRawPointer(outputs), frames, &made)
      if let failure { throw ResampleError(cause: String(cString: failure)) }
      used += taken
      if made > 0 || isAtEnd { return made }
    }
  }
}
