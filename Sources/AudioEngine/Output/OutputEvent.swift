/// What an output reports, in order. The playback log is written from these and from nothing else.
public enum OutputEvent: Hashable, Sendable {
  /// The voice's first frame has left the device, at `at` by the device's clock.
  case voiceStarted(VoiceID, firstFrame: FrameCount, at: MonotonicTime)
  /// About once a second for every sounding voice, and when it pauses or resumes.
  case progress(VoiceProgress)
  /// Exactly once for every voice that was accepted.
  case voiceEnded(VoiceReport)
  /// A streamed sound did not come fast enough: silence sounds until it has. The voice waits at its frame.
  case starved(VoiceID, frame: FrameCount, at: MonotonicTime)
  /// The voice should be heard on the output channel, but for a second nothing above the threshold was.
  case silent(VoiceID, channel: Int, at: MonotonicTime)
  /// The device ran dry at output frame `frame`; it has been restarted.
  case xrun(frame: FrameCount, at: MonotonicTime)
  /// The machine sleeps or the device was put to sleep; an `xrun` follows when it had to be restarted.
  case suspended(frame: FrameCount, at: MonotonicTime)
  /// The device takes nothing and plays nothing, though it says it runs.
  case stalled(frame: FrameCount, at: MonotonicTime)
  /// It moves again.
  case stallEnded(frame: FrameCount, at: MonotonicTime)
  /// The device is gone (`message` is libasound's); sounding voices end `deviceLost`, pending ones wait.
  case deviceLost(message: String, at: MonotonicTime)
  /// Reopened; output frames go on at `frame`, the time without a device included.
  case deviceReturned(frame: FrameCount, at: MonotonicTime)
}

/// Where a sounding voice is. `framesLeft` here is the “last known left” if the process is killed afterwards.
public struct VoiceProgress: Hashable, Sendable {
  public var id: VoiceID
  public var framesWritten: FrameCount
  /// Frames that have left the device for certain.
  public var framesLeft: FrameCount
  public var isPaused: Bool
  public var at: MonotonicTime

  public init(
    id: VoiceID, framesWritten: FrameCount, framesLeft: FrameCount, isPaused: Bool, at: MonotonicTime
  ) {
    self.id = id
    self.framesWritten = framesWritten
    self.framesLeft = framesLeft
    self.isPaused = isPaused
    self.at = at
  }
}
