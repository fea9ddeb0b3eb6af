import Synchronization

extension Output {
  /// What the reporting thread does for an output, 20 times a second and whenever it is woken. False after the last.
  func report(at now: MonotonicTime) -> Bool {
    let beat = cell.heartbeat.load(ordering: .relaxed)
    let isStuck = beat != .max && now.nanoseconds - beat > stallNanoseconds
    return deliver(isStuck: isStuck, at: now)
  }

  /// Turns what the audio thread reported into events. False after the last.
  package func deliver() -> Bool { deliver(isStuck: false, at: MonotonicTime(nanoseconds: 0)) }

  /// `isStuck`: the audio thread has been inside one call to its device for longer than a stall takes, and so cannot
  /// tell of it itself.
  private func deliver(isStuck: Bool, at now: MonotonicTime) -> Bool {
    // One lock for all: 20 times a second, a lock a reading would cost more than the readings.
    var told: [OutputEvent] = []
    let closers = control.withLock { control -> [CheckedContinuation<Void, Never>]? in
      control.flush(through: commands)
      if isStuck != control.isStuck {
        control.isStuck = isStuck
        control.noteStall(frame: clock.frame, at: now, &told)
      }
      while let report = reports.pop() {
        if report.kind == .closed { return control.close() }
        control.take(report, clock: { clock }, &told)
      }
      return nil
    }
    for event in told { continuation.yield(event) }
    guard let closers else { return true }
    continuation.finish()
    for closer in closers { closer.resume() }
    return false
  }
}

extension OutputControl {
  /// Keeps the tables, and adds what the reader of events is told.
  mutating func take(_ report: RenderEvent, clock: () -> DeviceClock, _ told: inout [OutputEvent]) {
    let time = MonotonicTime(nanoseconds: report.time)
    switch report.kind {
    case .meter:
      for voice in desk.add(report.bin, channel: report.slot, end: report.frame) {
        told.append(.silent(voice, channel: report.slot, at: clock().time(of: report.frame)))
      }
    case .started, .progress, .ended, .began, .finished, .starved:
      var report = report
      // Told by its frame, when it was rendered; the moment is when that leaves.
      if report.kind == .starved { report.time = clock().time(of: report.frame).nanoseconds }
      if let event = voiceEvent(report) { told.append(event) }
    case .xrun: told.append(.xrun(frame: report.frame, at: time))
    case .suspended: told.append(.suspended(frame: report.frame, at: time))
    case .stalled:
      isStalled = true
      noteStall(frame: report.frame, at: time, &told)
    case .stallEnded:
      isStalled = false
      noteStall(frame: report.frame, at: time, &told)
    case .deviceLost:
      isStalled = false
      wasStalled = false
      told.append(.deviceLost(message: ALSAMessage.text(report.code), at: time))
    case .deviceReturned: told.append(.deviceReturned(frame: report.frame, at: time))
    case .closed: break
    }
  }

  /// Two witnesses, one event: the audio thread that sees its device stand, and the other that sees the audio thread
  /// stand.
  mutating func noteStall(frame: FrameCount, at time: MonotonicTime, _ told: inout [OutputEvent]) {
    let isNow = isStuck || isStalled
    guard isNow != wasStalled else { return }
    wasStalled = isNow
    told.append(isNow ? .stalled(frame: frame, at: time) : .stallEnded(frame: frame, at: time))
  }

  private mutating func voiceEvent(_ report: RenderEvent) -> OutputEvent? {
    guard let owner = voices.owner(at: report.slot) else { return nil }
    switch report.kind {
    case .began:
      desk.began(slot: report.slot, owner: owner, at: report.frame)
      return nil
    case .finished:
      desk.finished(slot: report.slot, at: report.frame)
      return nil
    case .ended:
      voices.remove(at: report.slot)
      let measured = desk.close(slot: report.slot)
      guard case .voiceEnded(var ended) = OutputEvent(report, of: owner) else { return nil }
      ended.peak = measured.peak
      ended.loudness = measured.loudness
      return .voiceEnded(ended)
    default:
      if report.kind == .progress { desk.paused(slot: report.slot, report.isPaused) }
      return OutputEvent(report, of: owner)
    }
  }
}
