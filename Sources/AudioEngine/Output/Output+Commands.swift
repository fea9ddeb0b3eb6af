import Synchronization

extension Output {
  /// Hands a voice to the audio thread. Its life is told by `events`; it ends exactly once.
  public func start(_ request: VoiceRequest) throws(MixError) {
    try request.validate(sampleRate: sampleRate, channelCount: channelCount)
    let owner = VoiceProgramOwner(request)
    for stream in owner.streams {
      guard stream.take() else {
        throw .invalidRequest(request.id, what: "luồng âm thanh của nó đã phát rồi; hãy mở tệp lần nữa")
      }
    }
    if request.offset > 0 && !owner.streams.isEmpty {
      owner.seekCount = 1
      owner.seekStreams(to: request.offset, number: 1)
    }
    for stream in owner.streams { stream.start() }
    var command = MixCommand(kind: .start)
    command.seekNumber = owner.seekCount
    command.program = owner.program
    switch request.start {
    case .asSoonAsPossible: break
    case .frame(let frame): command.frame = frame
    case .time(let time): command.time = time.nanoseconds
    }
    let refusal: MixError? = control.withLock { control in
      if control.isClosing { return .outputClosed }
      if control.voices.slot(of: request.id) != nil { return .voiceExists(request.id) }
      guard let slot = control.voices.insert(owner) else {
        return .tooManyVoices(capacity: control.voices.capacity)
      }
      command.slot = slot
      control.flush(through: commands)
      if control.backlog.isEmpty && commands.push(command) { return nil }
      control.voices.remove(at: slot)
      return .commandsPending
    }
    if let refusal { throw refusal }
  }

  /// Fades a voice out and ends it, reason `stopped`. A voice that has ended meanwhile is no error.
  public func stop(_ voice: VoiceID, fadeFrames: FrameCount) {
    send(.stop, to: voice, over: fadeFrames)
  }

  /// Stops every voice, or every voice with a route to one of `channels`.
  public func stopAll(channels: Set<Int>? = nil, fadeFrames: FrameCount) {
    var command = MixCommand(kind: .stopChannels)
    command.frames = fadeFrames
    command.channelMask = channels.map { $0.reduce(0) { $0 | 1 << UInt64($1) } } ?? .max
    send(command)
  }

  /// Fades a voice out and holds it at that frame until `resume`. A held or ended voice is left as it is.
  public func pause(_ voice: VoiceID, fadeFrames: FrameCount) {
    send(.pause, to: voice, over: fadeFrames)
  }

  /// Goes on with the frame after the last one rendered.
  public func resume(_ voice: VoiceID, fadeFrames: FrameCount) {
    send(.resume, to: voice, over: fadeFrames)
  }

  /// Goes on at frame `frame` of the voice's sequence, fading out before and in after, over `fadeFrames` each. A stream
  /// is decoded from there during the fade; what comes later than that is silence, told as `starved`. The report's `framesTotal` stays what it was at the start.
  public func seek(_ voice: VoiceID, to frame: FrameCount, fadeFrames: FrameCount) throws(MixError) {
    let refusal: MixError? = control.withLock { control in
      if control.isClosing { return .outputClosed }
      guard let slot = control.voices.slot(of: voice), let owner = control.voices.owner(at: slot) else {
        return .noSuchVoice(voice)
      }
      guard frame >= 0, frame < owner.program.pointee.length else {
        return .invalidRequest(
          voice, what: "không có khung \(frame), chỉ có 0–\(owner.program.pointee.length - 1)")
      }
      owner.seekCount += 1
      owner.seekStreams(to: frame, number: owner.seekCount)
      var command = MixCommand(kind: .seek)
      command.slot = slot
      command.frame = frame
      command.frames = fadeFrames
      command.seekNumber = owner.seekCount
      control.send(command, through: commands)
      return nil
    }
    if let refusal { throw refusal }
  }

  /// Takes a voice off some of its channels for good, fading it out there; it goes on in the others, and others may
  /// sound there. A voice that has ended meanwhile is no error.
  public func release(_ voice: VoiceID, channels: Set<Int>, fadeFrames: FrameCount) {
    control.withLock { control in
      guard !control.isClosing, let slot = control.voices.slot(of: voice) else { return }
      var command = MixCommand(kind: .release)
      command.slot = slot
      command.frames = fadeFrames
      command.channelMask = channels.filter { (0..<channelCount).contains($0) }.reduce(0) {
        $0 | 1 << UInt64($1)
      }
      control.send(command, through: commands)
    }
  }

  /// Gain of a channel after the sum of its voices: linear, 0 or more, reached over `rampFrames`.
  public func setGain(_ gain: Float, channel: Int, rampFrames: FrameCount) throws(MixError) {
    guard channel >= 0, channel < channelCount else {
      throw .noSuchChannel(channel, channelCount: channelCount)
    }
    guard gain.isFinite, gain >= 0 else { throw .invalidGain(gain) }
    var command = MixCommand(kind: .channelGain)
    command.channelMask = 1 << UInt64(channel)
    command.gain = gain
    command.frames = rampFrames
    send(command)
  }

  /// Mutes channels, or gives them back the gain they have. A click is avoided by `rampFrames`, in which the mute comes
  /// and goes; voices go on unheard.
  public func setMuted(_ isMuted: Bool, channels: Set<Int>, rampFrames: FrameCount) throws(MixError) {
    var command = MixCommand(kind: .channelMute)
    for channel in channels {
      guard channel >= 0, channel < channelCount else {
        throw .noSuchChannel(channel, channelCount: channelCount)
      }
      command.channelMask |= 1 << UInt64(channel)
    }
    command.gain = isMuted ? 0 : 1
    command.frames = rampFrames
    send(command)
  }

  private func send(_ kind: MixCommand.Kind, to voice: VoiceID, over frames: FrameCount) {
    control.withLock { control in
      guard !control.isClosing, let slot = control.voices.slot(of: voice) else { return }
      var command = MixCommand(kind: kind)
      command.slot = slot
      command.frames = frames
      control.send(command, through: commands)
    }
  }

  private func send(_ command: MixCommand) {
    control.withLock { control in
      guard !control.isClosing else { return }
      control.send(command, through: commands)
    }
  }

  /// Fades everything out, lets what was written leave the device, ends the audio thread and closes the device.
  ///
  /// A voice faded out in time ends `stopped`; one whose last frame is not known to have left ends `closed`. Returns
  /// when all is done, within the fade, the buffer and one second.
  public func close(fadeFrames: FrameCount) async {
    await withCheckedContinuation { closer in
      let isClosed = control.withLock { control in
        if control.isClosed { return true }
        control.closers.append(closer)
        if !control.isClosing {
          control.isClosing = true
          var command = MixCommand(kind: .close)
          command.frames = fadeFrames
          control.send(command, through: commands)
        }
        return false
      }
      if isClosed { closer.resume() }
      if isManual {
        closeManually()
      }
    }
  }

  /// A manual output has no thread: whoever closes it lets the device play until it is done.
  private func closeManually() {
    guard let sink = loop.pointee.sink as? ManualSink else { return }
    while turn() { sink.play(periodFrames) }
    _ = deliver()
  }
}
