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
  /// Frames between two `.progress` of a voice, in nanoseconds.
  let progressInterval: Int64 = 1_000_000_000

  let voices: UnsafeMutablePointer<VoiceState>
  let marks: UnsafeMutablePointer<VoiceMarks.Mark>
  let channelGains: UnsafeMutablePointer<Ramp>
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

  /// One a channel, or nil without a ceiling.
  let limiters: UnsafeMutablePointer<Limiter>?
  /// Frames that the limiters hold back; a frame is rendered so much before its device frame is written.
  let lookAhead: Int
  private var meters: ChannelMeters
  private let hasMeters: Bool

  /// Output frame that the next rendered frame will be.
  var frame: FrameCount = 0
  /// Output frame at which the device's first period began; the others follow in steps of `maximumFrames`.
  var gridOrigin: FrameCount = 0
  var classesChanged = false
  var ducksMove = false
  /// Set by the command `close`: no voice starts any more.
  var isClosing = false
  var closeFade: FrameCount = 0
  /// Events were pushed since the control side was last woken.
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
    voices = .allocate(capacity: capacity)
    marks = .allocate(capacity: capacity * VoiceMarks.capacity)
    marks.initialize(
      repeating: VoiceMarks.Mark(frame: 0, voice: 0, moves: false), count: capacity * VoiceMarks.capacity)
    channelGains = .allocate(capacity: channelCount)
    channelGains.initialize(repeating: Ramp(1), count: channelCount)
    ducks = .allocate(capacity: channelCount * Self.classCount)
    ducks.initialize(repeating: Ramp(1), count: channelCount * Self.classCount)
    topClass = .allocate(capacity: channelCount)
    topClass.initialize(repeating: -1, count: channelCount)
    duckGain = .allocate(capacity: Self.classCount)
    duckPauses = .allocate(capacity: Self.classCount)
    for taker in VoiceClass.allCases {
      var gain: Float = 1
      var pauses = false
      switch ducking.action(of: taker) {
      case .mix: break
      case .duck(let left): gain = left
      case .pause: (gain, pauses) = (0, true)
      }
      (duckGain + Int(taker.rawValue)).initialize(to: gain)
      (duckPauses + Int(taker.rawValue)).initialize(to: pauses)
    }
    duckAttack = FrameCount(ducking.attackMilliseconds * sampleRate / 1_000)
    duckRelease = FrameCount(ducking.releaseMilliseconds * sampleRate / 1_000)
    mix = .allocate(capacity: channelCount * maximumFrames)
    mix.initialize(repeating: 0, count: channelCount * maximumFrames)
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
    let idle = UnsafeMutablePointer<VoiceProgram>.allocate(capacity: 1)
    idleProgram = idle
    voices.initialize(repeating: VoiceState(phase: .free, program: idle), count: capacity)
  }

  /// Never read: what a free place points to.
  private let idleProgram: UnsafeMutablePointer<VoiceProgram>

  deinit {
    if let limiters {
      limiters.deinitialize(count: channelCount)
      limiters.deallocate()
    }
    voices.deallocate()
    marks.deallocate()
    channelGains.deallocate()
    ducks.deallocate()
    topClass.deallocate()
    duckGain.deallocate()
    duckPauses.deallocate()
    mix.deallocate()
    idleProgram.deallocate()
  }

  /// Mixes the next `frames` frames (at most `maximumFrames`) into `mix`.
  @_noLocks @_noAllocation
  mutating func render(frames: Int) {
    var channel = 0
    while channel < channelCount {
      MixKernels.clear(mix + channel &* maximumFrames, frames: frames)
      channel &+= 1
    }
    var done = 0
    while done < frames {
      let now = frame + FrameCount(done)
      startDueVoices(now)
      if classesChanged { turnDucks() }
      freezeVoices(now)
      starveVoices(now)
      let length = sliceLength(now, atMost: FrameCount(frames - done))
      mixVoices(at: done, frames: Int(length))
      advance(now, by: length)
      done += Int(length)
    }
    applyChannelGains(frames: frames)
    if let limiters {
      channel = 0
      while channel < channelCount {
        limiters[channel].process(mix + channel &* maximumFrames, frames: frames)
        channel &+= 1
      }
    }
    if hasMeters { meter(frames: frames) }
    frame += FrameCount(frames)
  }

  @_noLocks @_noAllocation
  private mutating func startDueVoices(_ now: FrameCount) {
    var slot = 0
    while slot < capacity {
      if voices[slot].phase == .pending {
        let start = voices[slot].startFrame
        let slightlyLate = start < now && voices[slot].wasAhead && voices[slot].startTime != .min
        if start == .min || start == now || slightlyLate {
          voices[slot].phase = .playing
          classesChanged = true
        } else if start < now {
          finish(slot, at: now, reason: .missed)
        } else {
          voices[slot].wasAhead = true
        }
      }
      slot &+= 1
    }
  }

  /// How many frames from `now` on nothing changes but ramps.
  @_noLocks @_noAllocation
  private func sliceLength(_ now: FrameCount, atMost limit: FrameCount) -> FrameCount {
    var length = limit
    var slot = 0
    while slot < capacity {
      let phase = voices[slot].phase
      if phase == .pending {
        length = min(length, voices[slot].startFrame - now)
      } else if voices[slot].isSounding {
        let program = voices[slot].program
        let segment = program.pointee.segments[voices[slot].segment]
        let position = voices[slot].position
        length = min(length, segment.start + segment.frames - position)
        if let stream = segment.stream { length = min(length, FrameCount(stream.readable)) }
        if voices[slot].rendered < program.pointee.fadeIn {
          length = min(length, program.pointee.fadeIn - voices[slot].rendered)
        }
        let fadeOutStart = program.pointee.length - program.pointee.fadeOut
        if position < fadeOutStart { length = min(length, fadeOutStart - position) }
        if voices[slot].gate.isMoving { length = min(length, voices[slot].gate.remaining) }
      }
      slot &+= 1
    }
    if ducksMove {
      var index = 0
      while index < channelCount &* Self.classCount {
        if ducks[index].isMoving { length = min(length, ducks[index].remaining) }
        index &+= 1
      }
    }
    return length
  }

  @_noLocks @_noAllocation
  private func mixVoices(at offset: Int, frames: Int) {
    var slot = 0
    while slot < capacity {
      if voices[slot].isSounding { mixVoice(slot, at: offset, frames: frames) }
      slot &+= 1
    }
  }

  @_noLocks @_noAllocation
  private func mixVoice(_ slot: Int, at offset: Int, frames: Int) {
    let program = voices[slot].program.pointee
    let segment = program.segments[voices[slot].segment]
    guard let samples = segment.samples else { return }
    let source: UnsafePointer<Float>
    if let stream = segment.stream {
      source = samples + stream.readOffset
    } else {
      source = samples + Int(voices[slot].position - segment.start)
    }
    let fade = fadeLine(slot)
    let gate = Line(value: voices[slot].gate.next, step: voices[slot].gate.step)
    var index = 0
    while index < program.routeCount {
      let route = program.routes[index]
      let ramp = ducks[route.channel &* Self.classCount &+ Int(program.voiceClass)]
      let duck = Line(value: ramp.next, step: ramp.step)
      let out = mix + (route.channel &* maximumFrames &+ offset)
      if segment.channelCount == 1 {
        mixTap(source, to: out, frames: frames, gain: route.gain, fade, gate, duck)
      } else if program.isDiscrete {
        let tap = source + (index % segment.channelCount) &* segment.stride
        mixTap(tap, to: out, frames: frames, gain: route.gain, fade, gate, duck)
      } else {
        let gain = route.gain / Float(segment.channelCount)
        var tap = 0
        while tap < segment.channelCount {
          mixTap(source + tap &* segment.stride, to: out, frames: frames, gain: gain, fade, gate, duck)
          tap &+= 1
        }
      }
      index &+= 1
    }
  }

  @_noLocks @_noAllocation @inline(__always)
  private func mixTap(
    _ source: UnsafePointer<Float>, to out: UnsafeMutablePointer<Float>, frames: Int, gain: Float, _ a: Line,
    _ b: Line, _ c: Line
  ) {
    let moving = (a.step != 0 ? 1 : 0) + (b.step != 0 ? 1 : 0) + (c.step != 0 ? 1 : 0)
    let constant = gain * a.value * b.value * c.value
    if moving == 0 {
      if constant != 0 { MixKernels.add(source, to: out, frames: frames, gain: constant) }
    } else if moving == 1 {
      // The one line that moves, times the two constants.
      let step = gain * (a.step * b.value * c.value + a.value * b.step * c.value + a.value * b.value * c.step)
      MixKernels.add(source, to: out, frames: frames, gain: constant, step: step)
    } else {
      MixKernels.add(source, to: out, frames: frames, gain: gain, a, b, c)
    }
  }

  @_noLocks @_noAllocation @inline(__always)
  private func fadeLine(_ slot: Int) -> Line {
    let program = voices[slot].program
    let rendered = voices[slot].rendered
    if rendered < program.pointee.fadeIn {
      let step = 1 / Float(program.pointee.fadeIn)
      return Line(value: (Float(rendered) + 0.5) * step, step: step)
    }
    let remaining = program.pointee.length - voices[slot].position
    if remaining <= program.pointee.fadeOut {
      let step = 1 / Float(program.pointee.fadeOut)
      return Line(value: (Float(remaining) - 0.5) * step, step: -step)
    }
    return Line(value: 1, step: 0)
  }

  @_noLocks @_noAllocation
  private mutating func advance(_ now: FrameCount, by frames: FrameCount) {
    let end = now + frames
    var slot = 0
    while slot < capacity {
      if voices[slot].isSounding {
        if voices[slot].firstFrame == .min {
          voices[slot].firstFrame = now
          tellSpan(.began, slot, at: now)
        }
        mark(slot, at: now, moves: true)
        voices[slot].position += frames
        voices[slot].rendered += frames
        let gateMoved = voices[slot].gate.isMoving
        voices[slot].gate.advance(frames)
        let program = voices[slot].program
        let segment = program.pointee.segments[voices[slot].segment]
        if let stream = segment.stream { stream.didRead(Int(frames)) }
        var ended = false
        if voices[slot].position == segment.start + segment.frames {
          voices[slot].segment += 1
          if voices[slot].segment == program.pointee.segmentCount {
            if program.pointee.loops {
              voices[slot].segment = 0
              voices[slot].position = 0
            } else {
              ended = true
            }
          }
        }
        if ended {
          finish(slot, at: end, reason: .completed)
        } else if gateMoved && !voices[slot].gate.isMoving {
          arriveAtGate(slot, at: end)
        }
      }
      slot &+= 1
    }
    if ducksMove {
      ducksMove = false
      var index = 0
      while index < channelCount &* Self.classCount {
        ducks[index].advance(frames)
        if ducks[index].isMoving { ducksMove = true }
        index &+= 1
      }
    }
  }

  @_noLocks @_noAllocation
  private func applyChannelGains(frames: Int) {
    var channel = 0
    while channel < channelCount {
      let out = mix + channel &* maximumFrames
      var done = 0
      while done < frames {
        let ramp = channelGains[channel]
        let length = ramp.isMoving ? min(frames - done, Int(ramp.remaining)) : frames - done
        if ramp.isMoving || ramp.target != 1 {
          MixKernels.scale(out + done, frames: length, gain: ramp.next, step: ramp.step)
        }
        channelGains[channel].advance(FrameCount(length))
        done += length
      }
      channel &+= 1
    }
  }

  @_noLocks @_noAllocation
  private mutating func meter(frames: Int) {
    let first = frame - FrameCount(lookAhead)
    var done = 0
    while done < frames {
      let length = min(frames &- done, meters.room)
      let isFull = meters.measure(mix + done, stride: maximumFrames, frames: length)
      done &+= length
      if isFull {
        var channel = 0
        while channel < channelCount {
          var event = RenderEvent(kind: .meter, slot: channel)
          event.frame = first + FrameCount(done)
          event.bin = meters.bin(channel)
          // A reading that finds the queue full is lost; the next one comes in 50 ms.
          _ = tell(event)
          channel &+= 1
        }
        meters.startBin()
      }
    }
  }

  /// Tells the control side, in order with the meters' bins, where a voice begins and ends.
  @_noLocks @_noAllocation
  mutating func tellSpan(_ kind: RenderEvent.Kind, _ slot: Int, at frame: FrameCount) {
    var event = RenderEvent(kind: kind, slot: slot)
    event.frame = frame
    _ = tell(event)
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
