/// What the renderer reads of one voice: plain memory, made and freed by the control side, immutable in between.
struct VoiceProgram: BitwiseCopyable {
  /// A stretch of the sequence.
  struct Segment: BitwiseCopyable {
    /// First frame in the sequence.
    var start: FrameCount
    var frames: FrameCount
    /// Channel 0; nil is silence.
    var samples: UnsafePointer<Float>?
    /// From one channel to the next, in samples.
    var stride: Int
    var channelCount: Int
    /// Set if `samples` are the ring of a stream.
    var stream: StreamRing?
  }

  struct Route: BitwiseCopyable {
    var channel: Int
    var gain: Float
  }

  /// Frames of the voice of which a higher class left less on a route's channel.
  struct Overruled: BitwiseCopyable {
    var lowered: FrameCount
    var silenced: FrameCount
  }

  var id: UInt64
  var voiceClass: UInt8
  var isDiscrete: Bool
  var loops: Bool
  var segments: UnsafeMutablePointer<Segment>
  var segmentCount: Int
  var routes: UnsafeMutablePointer<Route>
  var routeCount: Int
  /// Index in `routes` of the route to a channel, for each of the 64; 255 for none.
  var routeOf: UnsafeMutablePointer<UInt8>
  /// One a route; written by the audio thread, read by the control side after the voice's end.
  var overruled: UnsafeMutablePointer<Overruled>
  /// Length of the whole sequence.
  var length: FrameCount
  var offset: FrameCount
  var fadeIn: FrameCount
  var fadeOut: FrameCount
  /// Bit n: a route goes to channel n.
  var channelMask: UInt64
}

/// Owns a voice's program and the sounds it points into, until the audio thread has given the voice back.
final class VoiceProgramOwner: @unchecked Sendable {
  let program: UnsafeMutablePointer<VoiceProgram>
  let request: VoiceRequest
  let streams: [SoundStream]
  /// Seeks told to the streams so far. Under the control side's lock.
  var seekCount = 0

  /// `request` must have been validated.
  init(_ request: VoiceRequest) {
    self.request = request
    let segments = UnsafeMutablePointer<VoiceProgram.Segment>.allocate(capacity: request.sounds.count)
    var start: FrameCount = 0
    var count = 0
    var streams: [SoundStream] = []
    for sound in request.sounds where sound.frameCount > 0 {
      var segment = VoiceProgram.Segment(
        start: start, frames: sound.frameCount, samples: nil, stride: 0, channelCount: 1)
      if case .clip(let clip) = sound {
        segment.samples = clip.channel(0).baseAddress
        segment.stride = Int(clip.frameCount)
        segment.channelCount = clip.channelCount
      }
      if case .stream(let stream) = sound {
        segment.samples = UnsafePointer(stream.ring.samples)
        segment.stride = stream.ring.capacity
        segment.channelCount = stream.channelCount
        segment.stream = stream.ring
        streams.append(stream)
      }
      (segments + count).initialize(to: segment)
      start += sound.frameCount
      count += 1
    }
    let routes = UnsafeMutablePointer<VoiceProgram.Route>.allocate(capacity: request.routes.count)
    let routeOf = UnsafeMutablePointer<UInt8>.allocate(capacity: Renderer.maximumChannels)
    routeOf.initialize(repeating: 255, count: Renderer.maximumChannels)
    let overruled = UnsafeMutablePointer<VoiceProgram.Overruled>.allocate(capacity: request.routes.count)
    overruled.initialize(repeating: .init(lowered: 0, silenced: 0), count: request.routes.count)
    var mask: UInt64 = 0
    for (index, route) in request.routes.enumerated() {
      (routes + index).initialize(to: VoiceProgram.Route(channel: route.channel, gain: route.gain))
      routeOf[route.channel] = UInt8(index)
      mask |= 1 << UInt64(route.channel)
    }
    self.streams = streams
    let total = start - request.offset
    let fadeIn = min(request.fadeInFrames, request.loops ? request.fadeInFrames : total)
    program = .allocate(capacity: 1)
    program.initialize(
      to: VoiceProgram(
        id: request.id.rawValue, voiceClass: request.voiceClass.rawValue,
        isDiscrete: request.mapping == .discrete,
        loops: request.loops, segments: segments, segmentCount: count, routes: routes,
        routeCount: request.routes.count, routeOf: routeOf, overruled: overruled, length: start,
        offset: request.offset, fadeIn: fadeIn,
        fadeOut: request.loops ? 0 : min(request.fadeOutFrames, total - fadeIn), channelMask: mask))
  }

  deinit {
    for stream in streams { stream.cancel() }
    program.pointee.segments.deallocate()
    program.pointee.routes.deallocate()
    program.pointee.routeOf.deallocate()
    program.pointee.overruled.deallocate()
    program.deallocate()
  }

  /// Tells every stream of the sequence, before the audio thread is told, where seek `number` will find it: the one in
  /// which `frame` lies there, the others at their beginning.
  func seekStreams(to frame: FrameCount, number: Int) {
    var start: FrameCount = 0
    for sound in request.sounds {
      let end = start + sound.frameCount
      if case .stream(let stream) = sound, sound.frameCount > 0 {
        stream.seek(to: (start..<end).contains(frame) ? frame - start : 0, number: number)
      }
      start = end
    }
  }

  /// The channels on which a higher class left less of it.
  var overruled: [VoiceReport.Overruled] {
    request.routes.enumerated().compactMap { index, route in
      let counts = program.pointee.overruled[index]
      guard counts.lowered > 0 || counts.silenced > 0 else { return nil }
      return VoiceReport.Overruled(
        channel: route.channel, framesLowered: counts.lowered, framesSilenced: counts.silenced)
    }
  }

  /// Frames from the offset on; nil for a loop.
  var total: FrameCount? { request.loops ? nil : program.pointee.length - request.offset }
}
