/// One piece of a voice's sequence.
public enum Sound: Sendable {
  case clip(Clip)
  /// Nothing, for so many frames: the pause between a chime and the words.
  case silence(frames: FrameCount)
}

extension Sound {
  var frameCount: FrameCount {
    switch self {
    case .clip(let clip): clip.frameCount
    case .silence(let frames): frames
    }
  }
}
