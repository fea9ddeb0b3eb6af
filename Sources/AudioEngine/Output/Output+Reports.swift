import Synchronization

extension Output {
  /// What the reporting thread does for an output, 20 times a second and whenever it is woken. False after the last.
  func report(at now: MonotonicTime) -> Bool {
    noticeStuckThread(at: now)
    return deliver()
  }

  /// A device that blocks its caller stops the thread that would notice a stall; the reporting thread notices for it.
  private func noticeStuckThread(at now: MonotonicTime) {
    let beat = cell.heartbeat.load(ordering: .relaxed)
    let isStuck = beat != .max && now.nanoseconds - beat > stallNanoseconds
    let hasChanged = control.withLock { control in
      defer { control.isStuck = isStuck }
      return control.isStuck != isStuck
    }
    guard hasChanged else { return }
    let frame = clock.frame
    continuation.yield(isStuck ? .stalled(frame: frame, at: now) : .stallEnded(frame: frame, at: now))
  }

  /// Turns what the audio thread reported into events. False after the last.
  package func deliver() -> Bool {
    control.withLock { $0.flush(through: commands) }
    while let report = reports.pop() {
      if report.kind == .closed {
        let closers = control.withLock { control in
          control.isClosed = true
          defer { control.closers = [] }
          return control.closers
        }
        continuation.finish()
        for closer in closers { closer.resume() }
        return false
      }
      if let event = event(report) { continuation.yield(event) }
    }
    return true
  }

  private func event(_ report: RenderEvent) -> OutputEvent? {
    var report = report
    // Told by its frame, when it was rendered; the moment is when that leaves.
    if report.kind == .starved { report.time = clock.time(of: report.frame).nanoseconds }
    let time = MonotonicTime(nanoseconds: report.time)
    switch report.kind {
    case .started, .progress, .ended, .began, .finished, .starved:
      return control.withLock { [report] in $0.event(report) }
    case .meter:
      let silent = control.withLock { $0.desk.add(report.bin, channel: report.slot, end: report.frame) }
      for voice in silent {
        continuation.yield(.silent(voice, channel: report.slot, at: clock.time(of: report.frame)))
      }
      return nil
    case .xrun: return .xrun(frame: report.frame, at: time)
    case .suspended: return .suspended(frame: report.frame, at: time)
    case .stalled: return .stalled(frame: report.frame, at: time)
    case .stallEnded: return .stallEnded(frame: report.frame, at: time)
    case .deviceLost: return .deviceLost(message: ALSAMessage.text(report.code), at: time)
    case .deviceReturned: return .deviceReturned(frame: report.frame, at: time)
    case .closed: return nil
    }
  }
}
