internal import CSndfile

/// Sample formats of the files that this program writes.
public enum SoundFileFormat: Sendable {
  /// 16-bit PCM WAV: for people and other programs.
  case wav16
  /// 24-bit FLAC: the clip library.
  case flac24

  var code: Int32 {
    switch self {
    case .wav16: Int32(SF_FORMAT_WAV | SF_FORMAT_PCM_16)
    case .flac24: Int32(SF_FORMAT_FLAC | SF_FORMAT_PCM_24)
    }
  }
}

extension Clip {
  /// Writes the whole clip; samples outside ±1 are clipped, never wrapped.
  ///
  /// The file has no tags and no date, so that the same clip gives the same bytes.
  public func write(path: String, format: SoundFileFormat) throws(SoundFileError) {
    var info = SF_INFO()
    info.samplerate = Int32(sampleRate)
    info.channels = Int32(channelCount)
    info.format = format.code
    guard let handle = sf_open(path, Int32(SFM_WRITE), &info) else {
      throw SoundFileError(code: .unavailable, path: path, cause: String(cString: sf_strerror(nil)))
    }
    sf_command(handle, Int32(SFC_SET_CLIPPING), nil, Int32(SF_TRUE))
    var problem: String?
    let block = 16_384
    var interleaved = [Float](repeating: 0, count: block * channelCount)
    var position = 0
    while position < Int(frameCount), problem == nil {
      let count = min(block, Int(frameCount) - position)
      for channel in 0..<channelCount {
        let samples = self.channel(channel)
        for frame in 0..<count { interleaved[frame * channelCount + channel] = samples[position + frame] }
      }
      if sf_writef_float(handle, interleaved, sf_count_t(count)) != count {
        problem = String(cString: sf_strerror(handle))
      }
      position += count
    }
    if sf_close(handle) != 0, problem == nil { problem = "close failed" }
    if let problem { throw SoundFileError(code: .unavailable, path: path, cause: problem) }
  }
}
