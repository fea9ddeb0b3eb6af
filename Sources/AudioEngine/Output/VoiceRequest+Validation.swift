extension VoiceRequest {
  /// Throws what is wrong with the request for an output of this shape.
  func validate(sampleRate: Int, channelCount: Int) throws(MixError) {
    guard !sounds.isEmpty, sounds.contains(where: { $0.frameCount > 0 }) else {
      throw .invalidRequest(id, what: "không có âm thanh nào")
    }
    var length: FrameCount = 0
    for sound in sounds {
      guard sound.frameCount >= 0 else { throw .invalidRequest(id, what: "một khoảng lặng có độ dài âm") }
      length += sound.frameCount
      if case .stream(let stream) = sound {
        guard stream.sampleRate == sampleRate else {
          throw .wrongSampleRate(stream.sampleRate, expected: sampleRate)
        }
        guard !loops || stream.loops else {
          throw .invalidRequest(id, what: "nó lặp lại nhưng luồng âm thanh của nó thì không")
        }
      }
      if case .clip(let clip) = sound, clip.sampleRate != sampleRate {
        throw .wrongSampleRate(clip.sampleRate, expected: sampleRate)
      }
    }
    guard offset >= 0, offset < length else {
      throw .invalidRequest(id, what: "không thể bắt đầu ở khung \(offset), âm thanh chỉ có \(length) khung")
    }
    guard fadeInFrames >= 0, fadeOutFrames >= 0 else {
      throw .invalidRequest(id, what: "độ dài to dần hoặc nhỏ dần là số âm")
    }
    guard !routes.isEmpty else { throw .invalidRequest(id, what: "chưa chọn kênh nào") }
    var seen: UInt64 = 0
    for route in routes {
      guard route.channel >= 0, route.channel < channelCount else {
        throw .noSuchChannel(route.channel, channelCount: channelCount)
      }
      guard route.gain.isFinite, route.gain >= 0 else {
        throw .invalidRequest(
          id, what: "mức âm \(route.gain) của kênh \(route.channel) phải là số từ 0 trở lên")
      }
      guard seen & (1 << UInt64(route.channel)) == 0 else {
        throw .invalidRequest(id, what: "kênh \(route.channel) được chọn hai lần")
      }
      seen |= 1 << UInt64(route.channel)
    }
  }
}
