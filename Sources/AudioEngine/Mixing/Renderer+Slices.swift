extension Renderer {
  @_noLocks @_noAllocation
  mutating func startDueVoices(_ now: FrameCount) {
    var slot = 0
    while slot < slotEnd {
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
  func sliceLength(_ now: FrameCount, atMost limit: FrameCount) -> FrameCount {
    var length = limit
    var slot = 0
    while slot < slotEnd {
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
        if voices[slot].release.isMoving { length = min(length, voices[slot].release.remaining) }
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
  mutating func advance(_ now: FrameCount, by frames: FrameCount) {
    let end = now + frames
    var slot = 0
    while slot < slotEnd {
      if voices[slot].isSounding {
        if voices[slot].firstFrame == .min {
          voices[slot].firstFrame = now
          tellSpan(.began, slot, at: now)
        }
        mark(slot, at: now, moves: true)
        if ducksAct { noteOverruled(slot, frames: frames) }
        voices[slot].position += frames
        voices[slot].rendered += frames
        let gateMoved = voices[slot].gate.isMoving
        voices[slot].gate.advance(frames)
        if voices[slot].releasingMask != 0 {
          voices[slot].release.advance(frames)
          if !voices[slot].release.isMoving { completeRelease(slot) }
        }
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
      ducksAct = false
      var index = 0
      while index < channelCount &* Self.classCount {
        ducks[index].advance(frames)
        if ducks[index].isMoving { ducksMove = true }
        if ducks[index].isMoving || ducks[index].target != 1 { ducksAct = true }
        index &+= 1
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
}
