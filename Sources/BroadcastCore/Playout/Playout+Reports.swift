internal import AudioEngine

/// Writing down what the outputs report.
extension Playout {
  func handle(_ event: OutputEvent, of id: String) {
    let now = parts.clock.now()
    switch event {
    case .voiceStarted(let voice, let firstFrame, let at):
      guard let airing = airings[VoiceKey(output: id, voice: voice)] else { return }
      record([.started(airing, firstFrame: firstFrame, left: at, moment: now)], at: now)
    case .progress(let progress):
      guard let airing = airings[VoiceKey(output: id, voice: progress.id)] else { return }
      journal.save(
        PlayoutProgress(
          airing: airing.id, boot: now.boot, at: progress.at, framesLeft: progress.framesLeft,
          framesWritten: progress.framesWritten))
    case .voiceEnded(let report):
      guard let airing = airings.removeValue(forKey: VoiceKey(output: id, voice: report.id)) else { return }
      record([.ended(airing, report, moment: now)], at: now)
      let broadcast = airing.broadcast.id
      openAirings[broadcast, default: 1] -= 1
      if openAirings[broadcast] == 0 {
        openAirings[broadcast] = nil
        take(.finished(broadcast))
      }
    default:
      guard var record = LogRecord.output(id, event) else { return }
      switch event {
      case .silent(let voice, _, _), .starved(let voice, _, _):
        record.fields["airing"] = airings[VoiceKey(output: id, voice: voice)].map { .string($0.id) } ?? .null
      case .stalled(_, let at), .deviceLost(_, let at):
        gaps[id] = gaps[id] ?? at
      case .stallEnded(_, let at), .deviceReturned(_, let at):
        // The hole in what left the device, by its own clock.
        if let began = gaps.removeValue(forKey: id) {
          record.fields["gap_ms"] = .integer((at.nanoseconds - began.nanoseconds) / 1_000_000)
        }
      default: break
      }
      self.record([record], at: now)
    }
  }
}
