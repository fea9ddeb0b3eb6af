import Foundation

/// The same renderer, without a device: mixes any number of sources faster than real time, in constant memory.
public struct OfflineMixer: ~Copyable {
  public struct Input {
    public var source: any FrameSource
    /// Output frame at which it begins.
    public var start: FrameCount
    public var routes: [VoiceRequest.Route]
    public var mapping: VoiceRequest.Mapping

    public init(
      source: any FrameSource, start: FrameCount = 0, routes: [VoiceRequest.Route],
      mapping: VoiceRequest.Mapping = .mixDown
    ) {
      self.source = source
      self.start = start
      self.routes = routes
      self.mapping = mapping
    }
  }

  private struct Feed {
    var source: any FrameSource
    var ring: StreamRing
    var owed: FrameCount
    var pointers: [UnsafeMutablePointer<Float>]
  }

  /// Frames mixed at a time: few enough for the cache with 16 inputs, enough that reading the files costs few calls.
  private static let blockFrames = 2_048

  private var renderer: Renderer
  private let commands: CommandRing
  private let events: EventRing
  private var feeds: [Feed] = []
  private var programs: [VoiceProgramOwner] = []
  private let channelCount: Int
  /// Of the mix: to the end of the last input.
  public let frameCount: FrameCount

  /// All sources must have the rate `sampleRate`. `ceiling` in dBTP, nil for no limiter.
  public init(
    inputs: [Input], sampleRate: Int, channelCount: Int, ceiling: Float? = -1
  ) throws(MixError) {
    // Routes to more are refused below.
    let channelCount = max(1, min(channelCount, Renderer.maximumChannels))
    self.channelCount = channelCount
    commands = CommandRing(capacity: inputs.count + 1)
    events = EventRing(capacity: 16)
    renderer = Renderer(
      channelCount: channelCount, capacity: max(1, inputs.count), maximumFrames: Self.blockFrames,
      sampleRate: sampleRate, ducking: Ducking(routine: .mix, priority: .mix, emergency: .mix),
      ceiling: ceiling,
      hasMeters: false, commands: commands, events: events)
    frameCount = inputs.map { $0.start + $0.source.frameCount }.max() ?? 0
    for (slot, input) in inputs.enumerated() where input.source.frameCount > 0 {
      let ring = StreamRing(channelCount: input.source.channelCount, minimumFrames: Self.blockFrames)
      var request = VoiceRequest(
        id: VoiceID(UInt64(slot)), sounds: [.silence(frames: input.source.frameCount)], routes: input.routes,
        mapping: input.mapping)
      request.start = .frame(input.start)
      guard input.source.sampleRate == sampleRate else {
        throw .wrongSampleRate(input.source.sampleRate, expected: sampleRate)
      }
      try request.validate(sampleRate: sampleRate, channelCount: channelCount)
      let owner = VoiceProgramOwner(request)
      owner.program.pointee.segments[0].samples = UnsafePointer(ring.samples)
      owner.program.pointee.segments[0].stride = ring.capacity
      owner.program.pointee.segments[0].channelCount = input.source.channelCount
      owner.program.pointee.segments[0].stream = ring
      programs.append(owner)
      feeds.append(
        Feed(
          source: input.source, ring: ring, owed: input.source.frameCount,
          pointers: (0..<input.source.channelCount).map { ring.samples + $0 * ring.capacity }))
      var command = MixCommand(kind: .start)
      command.slot = slot
      command.program = owner.program
      // The renderer runs ahead of its output by the look-ahead.
      command.frame = input.start + FrameCount(renderer.lookAhead)
      _ = commands.push(command)
    }
    renderer.takeCommands(isLost: false)
  }

  deinit {
    for feed in feeds { feed.ring.destroy() }
    commands.destroy()
    events.destroy()
  }

  /// Mixes everything; `body` gets block after block, `frameCount` frames in all.
  public mutating func run(_ body: (AudioBlock) throws -> Void) throws {
    // What comes out first is the look-ahead's silence.
    var skip = renderer.lookAhead
    var remaining = frameCount
    while remaining > 0 {
      try feed()
      renderer.render(frames: Self.blockFrames)
      while events.pop() != nil {}
      let first = min(skip, Self.blockFrames)
      skip -= first
      let count = Int(min(FrameCount(Self.blockFrames - first), remaining))
      guard count > 0 else { continue }
      try body(
        AudioBlock(
          samples: UnsafePointer(renderer.mix) + first, stride: renderer.maximumFrames,
          channelCount: channelCount, frameCount: count))
      remaining -= FrameCount(count)
    }
  }

  /// Mixes everything into a 16-bit WAV file, replacing one that exists; what exceeds the format's 4 GiB goes on in
  /// `name.2.wav`. `progress` gets the frames done, block after block.
  public mutating func write(
    path: String, sampleRate: Int, progress: (FrameCount) -> Void = { _ in }
  ) throws {
    var done: FrameCount = 0
    let file = try WAVFile(
      url: URL(filePath: path), channels: Array(0..<channelCount), sampleRate: sampleRate,
      maximumFrames: Self.blockFrames)
    try run { block throws(OutputError) in
      let code = file.append(block)
      guard code == 0 else {
        throw .file(path: path, operation: "write", message: String(cString: strerror(code)))
      }
      done += FrameCount(block.frameCount)
      progress(done)
    }
    file.sync()
  }

  /// Fills every ring, so that no voice starves; a source that ends early is silent from there on.
  private mutating func feed() throws {
    for index in feeds.indices {
      while feeds[index].owed > 0 && feeds[index].ring.writable > 0 {
        let ring = feeds[index].ring
        let offset = ring.writeOffset
        for channel in feeds[index].pointers.indices {
          feeds[index].pointers[channel] = ring.samples + (channel * ring.capacity + offset)
        }
        let wanted = min(ring.writable, Int(min(feeds[index].owed, FrameCount(Self.blockFrames))))
        var count = try feeds[index].source.read(into: feeds[index].pointers, frames: wanted)
        if count == 0 {
          for pointer in feeds[index].pointers { pointer.update(repeating: 0, count: wanted) }
          count = wanted
        }
        ring.didWrite(count)
        feeds[index].owed -= FrameCount(count)
      }
    }
  }
}
