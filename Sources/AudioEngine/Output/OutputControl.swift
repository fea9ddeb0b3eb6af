/// What the control side knows of one output: its voices, its meters, and whether it is being closed.
struct OutputControl {
  var voices: VoiceTable
  var desk: MeterDesk
  var isClosing = false
  var isClosed = false
  /// The audio thread has been inside one call to its device for longer than a stall takes.
  var isStuck = false
  var closers: [CheckedContinuation<Void, Never>] = []
  /// Commands that found the queue full (the device is stalled), to be sent in order before any other.
  var backlog: [MixCommand] = []

  /// A report about a voice: keeps the tables, and says what the reader of events is told.
  mutating func event(_ report: RenderEvent) -> OutputEvent? {
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

  /// Nothing that was ordered is dropped: what does not fit is sent with the next report.
  mutating func send(_ command: MixCommand, through ring: CommandRing) {
    flush(through: ring)
    if !backlog.isEmpty || !ring.push(command) { backlog.append(command) }
  }

  mutating func flush(through ring: CommandRing) {
    while let first = backlog.first, ring.push(first) { backlog.removeFirst() }
  }
}
