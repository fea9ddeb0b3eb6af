/// One piece of a voice's sequence.
public enum Sound: Sendable {
  case clip(Clip)
  /// A sound decoded while it plays; a stream serves one voice, once.
  case stream(SoundStream)
  /// Nothing, for so many frames: the pause between a chime and the words.
  case silence(frames: FrameCount)
}

extension Sound {
  /// Its length.
  public var frameCount: FrameCount {
    switch self {
    case .clip(let clip): clip.frameCount
    case .stream(let stream): stream.frameCount
    case .silence(let frames): frames
    }
  }
}
