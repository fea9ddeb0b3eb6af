/// The audio thread's half of the mixer: reads commands, mixes the sounding voices, keeps account of every one.
///
/// Owned by one thread. A block is rendered in slices in which nothing changes but straight gain ramps; a slice ends
/// where a voice starts, ends, joins its next sound, or a ramp arrives. So every change happens at its exact frame and
/// the sound does not depend on how the frames were divided into blocks.
struct Renderer: ~Copyable {
  static var classCount: Int {
    @_noLocks @_noAllocation @inline(__always) get { 4 }
  }
  static var maximumChannels: Int {
    @_noLocks @_noAllocation @inline(__always) get { 64 }
  }

  let channelCount: Int
  let capacity: Int
  let maximumFrames: Int
  let commands: CommandRing
  let events: EventRing
  /// Nanoseconds between two `.progress` of a voice.
  let progressInterval: Int64 = 1_000_000_000

  let voices: UnsafeMutablePointer<VoiceState>
  /// All places from here on are free, so that a table of many places costs what its voices cost.
  var slotEnd = 0
  let marks: UnsafeMutablePointer<VoiceMarks.Mark>
  let channelGains: UnsafeMutablePointer<Ramp>
  /// 0 for a muted channel, beside its gain, so that unmuting finds the gain again.
  let channelMutes: UnsafeMutablePointer<Ramp>
  /// `[channel × classCount + class]`
  let ducks: UnsafeMutablePointer<Ramp>
  /// Highest class that plays on a channel, −1 for none.
  let topClass: UnsafeMutablePointer<Int8>
  /// What a class does to lower ones: the gain it leaves them, and whether it pauses them.
  let duckGain: UnsafeMutablePointer<Float>
  let duckPauses: UnsafeMutablePointer<Bool>
  let duckAttack: FrameCount
  let duckRelease: FrameCount
  /// The block: channel after channel, `maximumFrames` apart.
  let mix: UnsafeMutablePointer<Float>
  /// The voices of the present slice.
  let sounding: UnsafeMutablePointer<SoundingVoice>
  /// Bit n: nothing but zeros in channel n of the block.
  var silentMask: UInt64 = .max

  /// One a channel, or nil without a ceiling.
  let limiters: UnsafeMutablePointer<Limiter>?
  /// Frames that the limiters hold back; a frame is rendered so much before its device frame is written.
  let lookAhead: Int
  private var meters: ChannelMeters
  private let hasMeters: Bool
  /// Never read: what a free place points to.
  private let idleProgram: UnsafeMutablePointer<VoiceProgram>

  /// Output frame that the next rendered frame will be.
  var frame: FrameCount = 0
  /// Output frame at which the device's first period began; the others follow in steps of `maximumFrames`.
  var gridOrigin: FrameCount = 0
  var classesChanged = false
  var ducksMove = false
  /// Some class is lowered somewhere, or on its way.
  var ducksAct = false
  /// Set by the command `close`: no voice starts any more.
  var isClosing = false
  var closeFade: FrameCount = 0
  /// Events other than meter readings were pushed since the control side was last woken.
  var hasNews = false

  init(
    channelCount: Int, capacity: Int, maximumFrames: Int, sampleRate: Int, ducking: Ducking,
    ceiling: Float?, hasMeters: Bool, commands: CommandRing, events: EventRing
  ) {
    self.channelCount = channelCount
    self.capacity = capacity
    self.maximumFrames = maximumFrames
    self.commands = commands
    self.events = events
    let idle = UnsafeMutablePointer<VoiceProgram>.allocate(capacity: 1)
    idleProgram = idle
    voices = Self.filled(VoiceState(phase: .free, program: idle), capacity)
    sounding = .allocate(capacity: capacity)
    UnsafeMutableRawPointer(sounding).initializeMemory(
      as: UInt8.self, repeating: 0, count: capacity * MemoryLayout<SoundingVoice>.stride)
    marks = Self.filled(
      VoiceMarks.Mark(frame: 0, voice: 0, moves: false), capacity * VoiceMarks.capacity)
    channelGains = Self.filled(Ramp(1), channelCount)
    channelMutes = Self.filled(Ramp(1), channelCount)
    ducks = Self.filled(Ramp(1), channelCount * Self.classCount)
    topClass = Self.filled(-1, channelCount)
    duckGain = Self.filled(1, Self.classCount)
    duckPauses = Self.filled(false, Self.classCount)
    for taker in VoiceClass.allCases {
      switch ducking.action(of: taker) {
      case .mix: break
      case .duck(let left): duckGain[Int(taker.rawValue)] = left
      case .pause:
        duckGain[Int(taker.rawValue)] = 0
        duckPauses[Int(taker.rawValue)] = true
      }
    }
    duckAttack = FrameCount(ducking.attackMilliseconds * sampleRate / 1_000)
    duckRelease = FrameCount(ducking.releaseMilliseconds * sampleRate / 1_000)
    mix = Self.filled(0, channelCount * maximumFrames)
    // Below 8 kHz (tests) there is no signal between samples to speak of.
    if let ceiling, sampleRate >= 8_000 {
      let made = UnsafeMutablePointer<Limiter>.allocate(capacity: channelCount)
      for channel in 0..<channelCount {
        (made + channel).initialize(
          to: Limiter(ceiling: ceiling, sampleRate: sampleRate, maximumFrames: maximumFrames))
      }
      limiters = made
      lookAhead = made[0].latency
    } else {
      limiters = nil
      lookAhead = 0
    }
    meters = ChannelMeters(channelCount: channelCount, sampleRate: sampleRate, maximumFrames: maximumFrames)
    self.hasMeters = hasMeters
    frame = FrameCount(lookAhead)
  }

  deinit {
    if let limiters {
      limiters.deinitialize(count: channelCount)
      limiters.deallocate()
    }
    voices.deallocate()
    sounding.deallocate()
    marks.deallocate()
    channelGains.deallocate()
    channelMutes.deallocate()
    ducks.deallocate()
    topClass.deallocate()
    duckGain.deallocate()
    duckPauses.deallocate()
    mix.deallocate()
    idleProgram.deallocate()
  }

  private static func filled<Value>(_ value: Value, _ count: Int) -> UnsafeMutablePointer<Value> {
    let memory = UnsafeMutablePointer<Value>.allocate(capacity: max(1, count))
    memory.initialize(repeating: value, count: count)
    return memory
  }

  /// Mixes the next `frames` frames (at most `maximumFrames`) into `mix`.
  @_noLocks @_noAllocation
  mutating func render(frames: Int) {
    silentMask = .max
    var done = 0
    while done < frames {
      let now = frame + FrameCount(done)
      startDueVoices(now)
      if classesChanged { turnDucks() }
      freezeVoices(now)
      starveVoices(now)
      let length = sliceLength(now, atMost: FrameCount(frames - done))
      sumVoices(at: done, frames: Int(length))
      advance(now, by: length)
      done += Int(length)
    }
    applyChannelGains(frames: frames)
    if let limiters {
      var channel = 0
      while channel < channelCount {
        let bit = UInt64(1) &<< UInt64(channel)
        if limiters[channel].process(
          mix + channel &* maximumFrames, frames: frames, isSilent: silentMask & bit != 0)
        {
          silentMask |= bit
        } else {
          silentMask &= ~bit
        }
        channel &+= 1
      }
    }
    if hasMeters { meter(frames: frames) }
    frame += FrameCount(frames)
  }

  @_noLocks @_noAllocation
  private mutating func meter(frames: Int) {
    let first = frame - FrameCount(lookAhead)
    var done = 0
    while done < frames {
      let length = min(frames &- done, meters.room)
      let isFull = meters.measure(
        mix + done, stride: maximumFrames, frames: length, silentMask: silentMask)
      done &+= length
      if isFull {
        var channel = 0
        while channel < channelCount {
          var event = RenderEvent(kind: .meter, slot: channel)
          event.frame = first + FrameCount(done)
          event.bin = meters.bin(channel)
          // Wakes nobody. A reading that finds the queue full is lost; the next one comes in 50 ms.
          _ = events.push(event)
          channel &+= 1
        }
        meters.startBin()
      }
    }
  }

  /// Goes on at a later output frame: the device was away. No voice is sounding.
  @_noLocks @_noAllocation
  mutating func moveTo(frame: FrameCount) {
    self.frame = frame + FrameCount(lookAhead)
    gridOrigin = frame
    if let limiters {
      var channel = 0
      while channel < channelCount {
        limiters[channel].reset()
        channel &+= 1
      }
    }
    meters.startBin()
  }
}
