extension Renderer {
  /// Tells what has become of every voice, now that all output frames before `left` have left the device and all
  /// before `written` were accepted by it.
  @_noLocks @_noAllocation
  mutating func settle(left: FrameCount, written: FrameCount, at time: Int64, clock: ClockLine) {
    var slot = 0
    while slot < slotEnd {
      let phase = voices[slot].phase
      if phase != .free && phase != .pending {
        voices[slot].left = max(
          voices[slot].left, voiceFrames(slot, before: left, otherwise: voices[slot].left))
        if !voices[slot].startReported && voices[slot].firstFrame != .min && left > voices[slot].firstFrame {
          reportStart(slot, clock)
        }
        if phase == .departing {
          if voices[slot].rendered == 0 || left >= voices[slot].endFrame {
            let leftAt = voices[slot].rendered == 0 ? time : min(time, clock.time(of: voices[slot].endFrame))
            reportEnd(slot, reason: voices[slot].reason, written: written, at: leftAt)
          }
        } else if voices[slot].firstFrame != .min {
          reportProgress(slot, written: written, at: time)
        }
      }
      slot &+= 1
    }
  }

  /// The device was restarted and what it held may be lost: output frames `left ..< written` are unsure.
  @_noLocks @_noAllocation
  mutating func noteRestart(left: FrameCount, written: FrameCount, isUnsure: Bool) {
    var slot = 0
    while slot < slotEnd {
      let phase = voices[slot].phase
      if phase != .free && phase != .pending && voices[slot].firstFrame != .min {
        let before = voiceFrames(slot, before: left, otherwise: voices[slot].left)
        let inFlight = voiceFrames(slot, before: written, otherwise: voices[slot].rendered) - before
        if inFlight > 0 || (voices[slot].isSounding && written >= voices[slot].firstFrame) {
          voices[slot].xruns += 1
        }
        if isUnsure { voices[slot].unsure += inFlight }
      }
      slot &+= 1
    }
  }

  /// Ends every voice that was sounding, or that was to start as soon as possible: their frames before `left` have
  /// left, those before `written` may have.
  @_noLocks @_noAllocation
  mutating func abandonVoices(
    reason: RenderEvent.Reason, left: FrameCount, written: FrameCount, at time: Int64, includingPending: Bool
  ) {
    var slot = 0
    while slot < slotEnd {
      let phase = voices[slot].phase
      if phase == .pending {
        let isForNow = voices[slot].startFrame == .min && voices[slot].startTime == .min
        if includingPending || isForNow { finish(slot, at: frame, reason: reason) }
      } else if phase == .held && !includingPending {
        let known = voiceFrames(slot, before: left, otherwise: voices[slot].left)
        if known < voices[slot].rendered { finish(slot, at: frame, reason: reason) }
      } else if phase == .playing || phase == .held {
        finish(slot, at: frame, reason: reason)
      }
      if voices[slot].phase == .departing {
        voices[slot].left = max(
          voices[slot].left, voiceFrames(slot, before: left, otherwise: voices[slot].left))
        let all = voices[slot].left == voices[slot].rendered && voices[slot].rendered > 0
        reportEnd(slot, reason: all ? voices[slot].reason : reason, written: written, at: time)
      }
      slot &+= 1
    }
  }

  /// True while any voice waits, plays or departs.
  var hasVoices: Bool {
    var slot = 0
    while slot < slotEnd {
      if voices[slot].phase != .free { return true }
      slot &+= 1
    }
    return false
  }

  @_noLocks @_noAllocation
  mutating func tell(_ event: RenderEvent) -> Bool {
    hasNews = true
    return events.push(event)
  }

  @_noLocks @_noAllocation
  private func voiceFrames(_ slot: Int, before frame: FrameCount, otherwise: FrameCount) -> FrameCount {
    VoiceMarks(marks: marks + slot &* VoiceMarks.capacity).voiceFrames(
      before: frame, count: voices[slot].markCount, rendered: voices[slot].rendered) ?? otherwise
  }

  @_noLocks @_noAllocation
  private mutating func reportStart(_ slot: Int, _ clock: ClockLine) {
    var event = RenderEvent(kind: .started, slot: slot)
    event.frame = voices[slot].firstFrame
    event.time = clock.time(of: voices[slot].firstFrame)
    voices[slot].startedAt = event.time
    voices[slot].startReported = tell(event)
    voices[slot].nextProgress = event.time + progressInterval
  }

  @_noLocks @_noAllocation
  private mutating func reportProgress(_ slot: Int, written: FrameCount, at time: Int64) {
    // A pause is told once all before it has left.
    let rests = voices[slot].phase == .held || voices[slot].isFrozen
    let isPaused = rests && voices[slot].left == voices[slot].rendered
    let pauseChanged = isPaused != voices[slot].pauseReported && (isPaused || !rests)
    guard voices[slot].startReported && (pauseChanged || (!rests && time >= voices[slot].nextProgress)) else {
      return
    }
    var event = RenderEvent(kind: .progress, slot: slot)
    event.isPaused = isPaused
    event.time = time
    event.rendered = voices[slot].rendered
    event.written = voiceFrames(slot, before: written, otherwise: voices[slot].left)
    event.leftLow = voices[slot].left - voices[slot].unsure
    voices[slot].nextProgress = time + progressInterval
    if tell(event) { voices[slot].pauseReported = isPaused }
  }

  /// Tells the end and frees the place; if the queue is full it stays departing and is told later.
  @_noLocks @_noAllocation
  private mutating func reportEnd(
    _ slot: Int, reason: RenderEvent.Reason, written: FrameCount, at time: Int64
  ) {
    var event = RenderEvent(kind: .ended, slot: slot)
    event.reason = reason
    event.time = time
    event.startedAt = voices[slot].startedAt
    event.frame = voices[slot].firstFrame
    event.rendered = voices[slot].rendered
    event.written = voiceFrames(slot, before: written, otherwise: voices[slot].rendered)
    event.leftHigh = reason == .completed || reason == .stopped ? voices[slot].left : event.written
    event.leftLow = max(0, min(voices[slot].left, event.leftHigh) - voices[slot].unsure)
    let intoPeriod = (voices[slot].endFrame - gridOrigin) % FrameCount(maximumFrames)
    event.padding = intoPeriod == 0 || event.rendered == 0 ? 0 : FrameCount(maximumFrames) - intoPeriod
    event.xruns = voices[slot].xruns
    guard tell(event) else { return }
    voices[slot].phase = .free
    while slotEnd > 0 && voices[slotEnd &- 1].phase == .free { slotEnd &-= 1 }
  }
}
