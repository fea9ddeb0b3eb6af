extension VoiceRequest {
  /// Throws what is wrong with the request for an output of this shape.
  func validate(sampleRate: Int, channelCount: Int) throws(MixError) {
    guard !sounds.isEmpty, sounds.contains(where: { $0.frameCount > 0 }) else {
      throw .invalidRequest(id, what: "there is no sound in it")
    }
    var length: FrameCount = 0
    for sound in sounds {
      guard sound.frameCount >= 0 else { throw .invalidRequest(id, what: "a silence of negative length") }
      let start = length
      length += sound.frameCount
      if case .stream(let stream) = sound {
        guard stream.sampleRate == sampleRate else {
          throw .wrongSampleRate(stream.sampleRate, expected: sampleRate)
        }
        guard offset <= start || offset >= length else {
          throw .invalidRequest(id, what: "offset \(offset) lies within a stream; give one that begins there")
        }
        guard !loops || stream.loops else { throw .invalidRequest(id, what: "it loops, its stream does not") }
      }
      if case .clip(let clip) = sound, clip.sampleRate != sampleRate {
        throw .wrongSampleRate(clip.sampleRate, expected: sampleRate)
      }
    }
    guard offset >= 0, offset < length else {
      throw .invalidRequest(id, what: "offset \(offset) is not within its \(length) frames")
    }
    guard fadeInFrames >= 0, fadeOutFrames >= 0 else {
      throw .invalidRequest(id, what: "a fade of negative length")
    }
    guard !routes.isEmpty else { throw .invalidRequest(id, what: "it has no route") }
    var seen: UInt64 = 0
    for route in routes {
      guard route.channel >= 0, route.channel < channelCount else {
        throw .noSuchChannel(route.channel, channelCount: channelCount)
      }
      guard route.gain.isFinite, route.gain >= 0 else {
        throw .invalidRequest(id, what: "gain \(route.gain) for channel \(route.channel)")
      }
      guard seen & (1 << UInt64(route.channel)) == 0 else {
        throw .invalidRequest(id, what: "two routes to channel \(route.channel)")
      }
      seen |= 1 << UInt64(route.channel)
    }
  }
}
