internal import AudioEngine

extension LogRecord {
  static func stationStarted(_ station: Station, _ outputs: [String: any BroadcastOutput]) -> LogRecord {
    let described = outputs.sorted { $0.key < $1.key }.map { id, output in
      CanonicalJSON.object([
        "id": .string(id), "device": .string(output.deviceName), "kind": .string(output.kind.rawValue),
        "rate": .integer(Int64(output.sampleRate)), "channels": .integer(Int64(output.channelCount)),
        "fifo_priority": output.realtime.fifoPriority.map { .integer(Int64($0)) } ?? .null,
      ])
    }
    let zones = station.zones.map { ($0.id.rawValue, CanonicalJSON.string($0.output)) }
    return LogRecord(
      kind: .stationStarted,
      fields: [
        "station": .string(station.id), "outputs": .array(described),
        "zone_outputs": .object(Dictionary(zones) { first, _ in first }),
      ])
  }

  /// Trouble and recovery of a device; `nil` for events that belong to a voice.
  static func output(_ id: String, _ event: OutputEvent) -> LogRecord? {
    switch event {
    case .xrun(let frame, let at): output(id, "xrun", moment: at, detail: ["frame": .integer(frame)])
    case .suspended(let frame, let at):
      output(id, "suspended", moment: at, detail: ["frame": .integer(frame)])
    case .silent(_, let channel, let at):
      output(id, "silent", moment: at, detail: ["channel": .integer(Int64(channel))])
    case .starved(_, let frame, let at): output(id, "starved", moment: at, detail: ["frame": .integer(frame)])
    case .stalled(let frame, let at): output(id, "stalled", moment: at, detail: ["frame": .integer(frame)])
    case .stallEnded(let frame, let at):
      output(id, "stall-ended", moment: at, detail: ["frame": .integer(frame)])
    case .deviceLost(let message, let at): output(id, "lost", moment: at, detail: ["cause": .string(message)])
    case .deviceReturned(let frame, let at):
      output(id, "returned", moment: at, detail: ["frame": .integer(frame)])
    case .voiceStarted, .progress, .voiceEnded: nil
    }
  }
}
