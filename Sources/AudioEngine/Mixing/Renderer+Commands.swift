extension Renderer {
  /// Takes what the control side has sent. `isLost`: there is no device, so a voice for now cannot play.
  @_noLocks @_noAllocation
  mutating func takeCommands(isLost: Bool) {
    while let command = commands.pop() {
      switch command.kind {
      case .start: accept(command, isLost: isLost)
      case .stop: stop(command.slot, over: command.frames)
      case .stopChannels:
        var slot = 0
        while slot < slotEnd {
          if voices[slot].phase != .free
            && voices[slot].program.pointee.channelMask & command.channelMask != 0
          {
            stop(slot, over: command.frames)
          }
          slot &+= 1
        }
      case .pause: pause(command.slot, over: command.frames)
      case .resume: resume(command.slot, over: command.frames)
      case .seek: seek(command)
      case .release: release(command)
      case .channelGain:
        channelGains[Int(command.channelMask.trailingZeroBitCount)].move(
          to: command.gain, over: command.frames)
      case .channelMute:
        var channel = 0
        while channel < channelCount {
          if command.channelMask & (UInt64(1) &<< UInt64(channel)) != 0 {
            channelMutes[channel].move(to: command.gain, over: command.frames)
          }
          channel &+= 1
        }
      case .close:
        isClosing = true
        closeFade = command.frames
        var slot = 0
        while slot < slotEnd {
          stop(slot, over: command.frames)
          slot &+= 1
        }
      }
    }
  }

  /// Gives voices that start at a moment the frame which the clock now says it is.
  @_noLocks @_noAllocation
  mutating func timeStarts(_ clock: ClockLine) {
    var slot = 0
    while slot < slotEnd {
      if voices[slot].phase == .pending && voices[slot].startTime != .min {
        voices[slot].startFrame = clock.frame(at: voices[slot].startTime)
      }
      slot &+= 1
    }
  }

  @_noLocks @_noAllocation
  private mutating func accept(_ command: MixCommand, isLost: Bool) {
    guard let program = command.program else { return }
    let slot = command.slot
    voices[slot] = VoiceState(phase: .pending, program: program)
    slotEnd = max(slotEnd, slot &+ 1)
    voices[slot].startFrame = command.frame
    voices[slot].startTime = command.time
    voices[slot].seekNumber = command.seekNumber
    jump(slot, to: program.pointee.offset)
    if isClosing {
      finish(slot, at: frame, reason: .closed)
    } else if isLost && command.frame == .min && command.time == .min {
      finish(slot, at: frame, reason: .deviceLost)
    }
  }

  @_noLocks @_noAllocation
  private mutating func stop(_ slot: Int, over frames: FrameCount) {
    switch voices[slot].phase {
    case .free, .departing: break
    case .pending, .held: finish(slot, at: frame, reason: .stopped)
    case .playing:
      if voices[slot].isFrozen || voices[slot].isStarved || frames <= 0 {
        finish(slot, at: frame, reason: .stopped)
      } else if voices[slot].atGate != .stop || frames < voices[slot].gate.remaining {
        voices[slot].atGate = .stop
        voices[slot].gate.move(to: 0, over: frames)
      }
    }
  }

  @_noLocks @_noAllocation
  private mutating func pause(_ slot: Int, over frames: FrameCount) {
    guard voices[slot].phase == .playing && voices[slot].atGate != .stop else { return }
    if voices[slot].atGate == .seek { jump(slot, to: voices[slot].seekTo) }
    voices[slot].atGate = .hold
    voices[slot].gate.move(to: 0, over: voices[slot].isFrozen || voices[slot].isStarved ? 0 : frames)
    if !voices[slot].gate.isMoving { arriveAtGate(slot, at: frame) }
  }

  @_noLocks @_noAllocation
  private mutating func resume(_ slot: Int, over frames: FrameCount) {
    if voices[slot].phase == .held {
      voices[slot].phase = .playing
      classesChanged = true
    }
    if voices[slot].phase == .playing && voices[slot].atGate != .stop {
      if voices[slot].atGate == .seek { jump(slot, to: voices[slot].seekTo) }
      voices[slot].atGate = .nothing
      voices[slot].gate.move(to: 1, over: frames)
    }
  }

  /// The gate's ramp is over at output frame `now`: hold or end the voice if that was its purpose.
  @_noLocks @_noAllocation
  mutating func arriveAtGate(_ slot: Int, at now: FrameCount) {
    switch voices[slot].atGate {
    case .nothing: break
    case .hold:
      voices[slot].phase = .held
      voices[slot].atGate = .nothing
      mark(slot, at: now, moves: false)
      classesChanged = true
    case .stop: finish(slot, at: now, reason: .stopped)
    case .seek:
      jump(slot, to: voices[slot].seekTo)
      voices[slot].atGate = .nothing
      voices[slot].gate.move(to: 1, over: voices[slot].seekFade)
    }
  }

  @_noLocks @_noAllocation
  private mutating func seek(_ command: MixCommand) {
    let slot = command.slot
    let phase = voices[slot].phase
    if phase == .free || phase == .departing || voices[slot].atGate == .stop { return }
    voices[slot].seekNumber = command.seekNumber
    voices[slot].seekTo = command.frame
    if voices[slot].atGate == .seek { return }
    // Where nothing is heard, nothing needs a fade, and no ramp would move.
    let isHeard = phase == .playing && !voices[slot].isFrozen && !voices[slot].isStarved
    if isHeard && command.frames > 0 && voices[slot].atGate == .nothing {
      voices[slot].atGate = .seek
      voices[slot].seekFade = command.frames
      voices[slot].gate.move(to: 0, over: command.frames)
    } else {
      jump(slot, to: command.frame)
    }
  }

  @_noLocks @_noAllocation
  private mutating func release(_ command: MixCommand) {
    let slot = command.slot
    let phase = voices[slot].phase
    if phase == .free || phase == .departing { return }
    // One ramp a voice: channels that were still fading are silent from now on.
    completeRelease(slot)
    voices[slot].releasingMask =
      command.channelMask & voices[slot].program.pointee.channelMask & ~voices[slot].releasedMask
    voices[slot].release = Ramp(1)
    voices[slot].release.move(to: 0, over: phase == .playing && !voices[slot].isFrozen ? command.frames : 0)
    if !voices[slot].release.isMoving { completeRelease(slot) }
  }

  @_noLocks @_noAllocation
  mutating func completeRelease(_ slot: Int) {
    if voices[slot].releasingMask == 0 { return }
    voices[slot].releasedMask |= voices[slot].releasingMask
    voices[slot].releasingMask = 0
    classesChanged = true
  }

  @_noLocks @_noAllocation
  private mutating func jump(_ slot: Int, to frame: FrameCount) {
    let program = voices[slot].program
    var segment = 0
    while segment < program.pointee.segmentCount {
      if let stream = program.pointee.segments[segment].stream {
        stream.accept(seek: voices[slot].seekNumber)
      }
      segment &+= 1
    }
    segment = 0
    while program.pointee.segments[segment].start + program.pointee.segments[segment].frames <= frame {
      segment &+= 1
    }
    voices[slot].segment = segment
    voices[slot].position = frame
  }

  /// The voice's last frame is the one before `now`; it waits for it to leave.
  @_noLocks @_noAllocation
  mutating func finish(_ slot: Int, at now: FrameCount, reason: RenderEvent.Reason) {
    mark(slot, at: now, moves: false)
    if voices[slot].firstFrame != .min { tellSpan(.finished, slot, at: now) }
    voices[slot].phase = .departing
    voices[slot].reason = reason
    voices[slot].endFrame = now
    classesChanged = true
  }

  @_noLocks @_noAllocation
  func mark(_ slot: Int, at now: FrameCount, moves: Bool) {
    if !moves && voices[slot].markCount == 0 { return }
    VoiceMarks(marks: marks + slot &* VoiceMarks.capacity).add(
      VoiceMarks.Mark(frame: now, voice: voices[slot].rendered, moves: moves), to: &voices[slot].markCount)
  }
}
