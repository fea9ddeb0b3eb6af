extension Renderer {
  /// Writes the sum of the sounding voices into the slice. Channel by channel, so that the sum stays in the nearest
  /// cache however many channels there are.
  @_noLocks @_noAllocation
  mutating func sumVoices(at offset: Int, frames: Int) {
    let count = gatherVoices()
    var channel = 0
    while channel < channelCount {
      let out = mix + (channel &* maximumFrames &+ offset)
      var isEmpty = true
      var index = 0
      while index < count {
        let route = Int(sounding[index].program.pointee.routeOf[channel])
        if route < Renderer.maximumChannels {
          isEmpty = add(sounding[index], route: route, channel: channel, to: out, frames: frames, isEmpty)
        }
        index &+= 1
      }
      if isEmpty {
        MixKernels.clear(out, frames: frames)
      } else {
        silentMask &= ~(UInt64(1) &<< UInt64(channel))
      }
      channel &+= 1
    }
  }

  @_noLocks @_noAllocation
  private func gatherVoices() -> Int {
    var count = 0
    var slot = 0
    while slot < slotEnd {
      if voices[slot].isSounding {
        let program = voices[slot].program
        let segment = program.pointee.segments[voices[slot].segment]
        if let samples = segment.samples {
          let start: Int
          if let stream = segment.stream {
            start = stream.readOffset
          } else {
            start = Int(voices[slot].position - segment.start)
          }
          (sounding + count).initialize(
            to: SoundingVoice(
              program: program, source: samples + start, stride: segment.stride,
              channelCount: segment.channelCount, fade: fadeLine(slot),
              gate: Line(value: voices[slot].gate.next, step: voices[slot].gate.step),
              releasedMask: voices[slot].releasedMask, releasingMask: voices[slot].releasingMask,
              release: Line(value: voices[slot].release.next, step: voices[slot].release.step)))
          count &+= 1
        }
      }
      slot &+= 1
    }
    return count
  }

  /// Adds one voice to one channel; the first replaces what is there. True if the channel is still empty.
  @_noLocks @_noAllocation @inline(__always)
  private func add(
    _ voice: SoundingVoice, route index: Int, channel: Int, to out: UnsafeMutablePointer<Float>, frames: Int,
    _ isEmpty: Bool
  ) -> Bool {
    let route = voice.program.pointee.routes[index]
    let bit = UInt64(1) &<< UInt64(channel)
    if voice.releasedMask & bit != 0 { return isEmpty }
    var voice = voice
    // Beside a moving gate it needs no line of its own: the voice is on its way out or in anyway.
    if voice.releasingMask & bit != 0 && voice.gate.step == 0 {
      voice.gate = Line(
        value: voice.gate.value * voice.release.value, step: voice.gate.value * voice.release.step)
    }
    let ramp = ducks[channel &* Self.classCount &+ Int(voice.program.pointee.voiceClass)]
    let duck = Line(value: ramp.next, step: ramp.step)
    if voice.channelCount == 1 {
      return addTap(voice.source, to: out, frames: frames, gain: route.gain, voice, duck, isEmpty)
    }
    if voice.program.pointee.isDiscrete {
      let tap = voice.source + (index % voice.channelCount) &* voice.stride
      return addTap(tap, to: out, frames: frames, gain: route.gain, voice, duck, isEmpty)
    }
    let gain = route.gain / Float(voice.channelCount)
    var isEmpty = isEmpty
    var tap = 0
    while tap < voice.channelCount {
      isEmpty = addTap(
        voice.source + tap &* voice.stride, to: out, frames: frames, gain: gain, voice, duck, isEmpty)
      tap &+= 1
    }
    return isEmpty
  }

  @_noLocks @_noAllocation @inline(__always)
  private func addTap(
    _ source: UnsafePointer<Float>, to out: UnsafeMutablePointer<Float>, frames: Int, gain: Float,
    _ voice: SoundingVoice, _ c: Line, _ isEmpty: Bool
  ) -> Bool {
    let a = voice.fade
    let b = voice.gate
    let moving = (a.step != 0 ? 1 : 0) + (b.step != 0 ? 1 : 0) + (c.step != 0 ? 1 : 0)
    let constant = gain * a.value * b.value * c.value
    if moving == 0 {
      if constant == 0 { return isEmpty }
      if isEmpty {
        MixKernels.put(source, to: out, frames: frames, gain: constant)
      } else {
        MixKernels.add(source, to: out, frames: frames, gain: constant)
      }
      return false
    }
    if isEmpty { MixKernels.clear(out, frames: frames) }
    if moving == 1 {
      // The one line that moves, times the two constants.
      let step = gain * (a.step * b.value * c.value + a.value * b.step * c.value + a.value * b.value * c.step)
      MixKernels.add(source, to: out, frames: frames, gain: constant, step: step)
    } else {
      MixKernels.add(source, to: out, frames: frames, gain: gain, a, b, c)
    }
    return false
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

  /// Gain and mute of every channel that sounds; both ramps go on whether it sounds or not.
  @_noLocks @_noAllocation
  func applyChannelGains(frames: Int) {
    var channel = 0
    while channel < channelCount {
      let isSilent = silentMask & (UInt64(1) &<< UInt64(channel)) != 0
      scale(channel, by: channelGains + channel, frames: frames, isSilent: isSilent)
      scale(channel, by: channelMutes + channel, frames: frames, isSilent: isSilent)
      channel &+= 1
    }
  }

  @_noLocks @_noAllocation @inline(__always)
  private func scale(_ channel: Int, by gain: UnsafeMutablePointer<Ramp>, frames: Int, isSilent: Bool) {
    let out = mix + channel &* maximumFrames
    var done = 0
    while done < frames {
      let ramp = gain.pointee
      let length = ramp.isMoving ? min(frames - done, Int(ramp.remaining)) : frames - done
      if !isSilent && (ramp.isMoving || ramp.target != 1) {
        MixKernels.scale(out + done, frames: length, gain: ramp.next, step: ramp.step)
      }
      gain.pointee.advance(FrameCount(length))
      done += length
    }
  }
}
