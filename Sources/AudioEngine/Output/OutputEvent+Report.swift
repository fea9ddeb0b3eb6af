extension OutputEvent {
  /// What the audio thread reported of the voice that `owner` holds.
  init?(_ report: RenderEvent, of owner: VoiceProgramOwner) {
    let id = owner.request.id
    let time = MonotonicTime(nanoseconds: report.time)
    switch report.kind {
    case .started: self = .voiceStarted(id, firstFrame: report.frame, at: time)
    case .progress:
      self = .progress(
        VoiceProgress(
          id: id, framesWritten: report.written, framesLeft: report.leftLow, isPaused: report.isPaused,
          at: time))
    case .ended:
      self = .voiceEnded(
        VoiceReport(
          id: id, reason: VoiceReport.Reason(report.reason),
          firstFrame: report.frame == .min ? nil : report.frame,
          startedAt: report.startedAt == .min ? nil : MonotonicTime(nanoseconds: report.startedAt),
          endedAt: time, framesTotal: owner.total, framesRendered: report.rendered,
          framesWritten: report.written, framesLeft: report.leftLow...report.leftHigh,
          paddingFrames: report.padding, xruns: report.xruns,
          overruled: owner.overruled))
    case .starved: self = .starved(id, frame: report.frame, at: time)
    case .began, .finished, .meter, .xrun, .suspended, .stalled, .stallEnded, .deviceLost, .deviceReturned,
      .closed:
      return nil
    }
  }
}

extension VoiceReport.Reason {
  init(_ reason: RenderEvent.Reason) {
    self =
      switch reason {
      case .completed: .completed
      case .stopped: .stopped
      case .deviceLost: .deviceLost
      case .closed: .closed
      case .missed: .missed
      }
  }
}
