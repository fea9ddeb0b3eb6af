extension Renderer {
  /// Finds the highest class on every channel and turns the gains of the lower ones towards what it leaves them.
  @_noLocks @_noAllocation
  mutating func turnDucks() {
    classesChanged = false
    ducksAct = false
    var channel = 0
    while channel < channelCount {
      var top: Int8 = -1
      var slot = 0
      while slot < slotEnd {
        if voices[slot].phase == .playing
          && voices[slot].program.pointee.channelMask & ~voices[slot].releasedMask & (1 << UInt64(channel))
            != 0
        {
          top = max(top, Int8(voices[slot].program.pointee.voiceClass))
        }
        slot &+= 1
      }
      topClass[channel] = top
      var lower = 0
      while lower < Self.classCount {
        let index = channel &* Self.classCount &+ lower
        let target: Float = lower < Int(top) ? duckGain[Int(top)] : 1
        if ducks[index].target != target {
          ducks[index].move(to: target, over: target < ducks[index].current ? duckAttack : duckRelease)
          if ducks[index].isMoving { ducksMove = true }
        }
        if ducks[index].isMoving || target != 1 { ducksAct = true }
        lower &+= 1
      }
      channel &+= 1
    }
  }

  /// Counts, for a voice that sounds for `frames` more, where a higher class leaves less of it.
  @_noLocks @_noAllocation
  func noteOverruled(_ slot: Int, frames: FrameCount) {
    let program = voices[slot].program
    var index = 0
    while index < program.pointee.routeCount {
      let channel = program.pointee.routes[index].channel
      let duck = ducks[channel &* Self.classCount &+ Int(program.pointee.voiceClass)]
      if duck.isMoving || (duck.target != 1 && duck.target != 0) {
        program.pointee.overruled[index].lowered += frames
      } else if duck.target == 0 {
        program.pointee.overruled[index].silenced += frames
      }
      index &+= 1
    }
  }

  /// A voice whose stream has nothing ready is silent and stays where it is; the first time it is told.
  @_noLocks @_noAllocation
  mutating func starveVoices(_ now: FrameCount) {
    var slot = 0
    while slot < slotEnd {
      if voices[slot].phase == .playing && !voices[slot].isFrozen {
        var isStarved = false
        if let stream = voices[slot].program.pointee.segments[voices[slot].segment].stream {
          stream.leap()
          isStarved = stream.readable == 0
        }
        if isStarved != voices[slot].isStarved {
          voices[slot].isStarved = isStarved
          if isStarved {
            mark(slot, at: now, moves: false)
            tellSpan(.starved, slot, at: now)
          }
        }
        // Nothing is heard that could be faded out.
        if isStarved && voices[slot].atGate != .nothing {
          voices[slot].gate.move(to: 0, over: 0)
          arriveAtGate(slot, at: now)
        }
      }
      slot &+= 1
    }
  }

  /// Holds a voice at its frame while every channel of it is silenced by a class that pauses it.
  @_noLocks @_noAllocation
  mutating func freezeVoices(_ now: FrameCount) {
    var slot = 0
    while slot < slotEnd {
      if voices[slot].phase == .playing {
        let program = voices[slot].program
        var frozen = true
        var index = 0
        while index < program.pointee.routeCount && frozen {
          let channel = program.pointee.routes[index].channel
          let duck = ducks[channel &* Self.classCount &+ Int(program.pointee.voiceClass)]
          let top = Int(topClass[channel])
          if voices[slot].releasedMask & (1 &<< UInt64(channel)) != 0 {
            index &+= 1
            continue
          }
          frozen = top >= 0 && duckPauses[top] && duck.target == 0 && !duck.isMoving
          index &+= 1
        }
        if frozen != voices[slot].isFrozen {
          voices[slot].isFrozen = frozen
          if frozen { mark(slot, at: now, moves: false) }
        }
        // A voice that was being faded out or held has nothing left to fade.
        if frozen && voices[slot].atGate != .nothing {
          voices[slot].gate.move(to: 0, over: 0)
          arriveAtGate(slot, at: now)
        }
      }
      slot &+= 1
    }
  }
}
