/// What the control side knows of one output: its voices, its meters, whether its device stands, whether it closes.
struct OutputControl {
  var voices: VoiceTable
  var desk: MeterDesk
  var isClosing = false
  var isClosed = false
  /// The audio thread has been inside one call to its device for longer than a stall takes.
  var isStuck = false
  /// The audio thread says that the device does not move.
  var isStalled = false
  /// What was last told of the two.
  var wasStalled = false
  var closers: [CheckedContinuation<Void, Never>] = []
  /// Commands that found the queue full (the device is stalled), to be sent in order before any other.
  var backlog: [MixCommand] = []

  init(voices: VoiceTable, desk: MeterDesk) {
    self.voices = voices
    self.desk = desk
  }

  /// Nothing that was ordered is dropped: what does not fit is sent with the next report.
  mutating func send(_ command: MixCommand, through ring: CommandRing) {
    flush(through: ring)
    if !backlog.isEmpty || !ring.push(command) { backlog.append(command) }
  }

  mutating func flush(through ring: CommandRing) {
    while let first = backlog.first, ring.push(first) { backlog.removeFirst() }
  }

  /// It is closed now; who waits for that.
  mutating func close() -> [CheckedContinuation<Void, Never>] {
    isClosed = true
    defer { closers = [] }
    return closers
  }
}
