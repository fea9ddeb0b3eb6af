internal import AudioEngine

/// Writing down what the outputs report.
extension Playout {
  /// What the archive has kept, until it is closed.
  func log(_ archive: SoundArchive) async {
    archive.start()
    for await note in archive.notes {
      record([note.record], at: parts.clock.now())
      // A side file or a file goes only once the log has it; else the next start or look tells again.
      if journal.pending.isEmpty { note.written() }
    }
  }

  func handle(_ event: OutputEvent, of id: String) {
    let now = parts.clock.now()
    switch event {
    case .voiceStarted(let voice, let firstFrame, let at):
      guard let airing = airings[VoiceKey(output: id, voice: voice)] else { return }
      record([.started(airing, firstFrame: firstFrame, left: at, moment: now)], at: now)
    case .progress(let told):
      let key = VoiceKey(output: id, voice: told.id)
      guard let airing = airings[key] else { return }
      progress[key] = told
      journal.save(
        PlayoutProgress(
          airing: airing.id, boot: now.boot, at: told.at, framesLeft: told.framesLeft,
          framesWritten: told.framesWritten))
    case .voiceEnded(let report):
      let key = VoiceKey(output: id, voice: report.id)
      guard let airing = airings.removeValue(forKey: key) else { return }
      progress[key] = nil
      let broadcast = airing.broadcast.id
      let incomplete = incompleteZones(of: airing, report, silenced: silenced.removeValue(forKey: key) ?? [])
      // The tone ends when the message begins, unless someone ended both.
      let handed = airing.part == .tone ? AirCut(reason: "message-follows", by: "station") : nil
      record(
        [.ended(airing, report, moment: now, cut: cuts[broadcast] ?? handed, incomplete: incomplete)], at: now
      )
      note(Outcome(report), of: airing, report)
      openAirings[broadcast, default: 1] -= 1
      if openAirings[broadcast] == 0 {
        openAirings[broadcast] = nil
        cuts[broadcast] = nil
        let result = results.removeValue(forKey: broadcast) ?? AirResult()
        take(.finished(broadcast, result.end, position: result.position.isFinite ? result.position : 0))
      }
    default:
      soundWatch.note(event, of: id)
      alarm(about: event, of: id)
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

  /// What one airing's end says of its broadcast: the worst of all outcomes, and how far all outputs came.
  private func note(_ outcome: Outcome, of airing: Airing, _ report: VoiceReport) {
    // An emergency's tone is followed by its message; only that counts.
    if airing.part == .tone { return }
    var result = results[airing.broadcast.id] ?? AirResult()
    switch outcome {
    case .completed: break
    case .cut: if result.end == .completed { result.end = .cut }
    case .failed, .interrupted: result.end = .failed
    }
    let left = airing.offset + report.framesLeft.lowerBound
    result.position = min(result.position, Double(left) / Double(airing.sampleRate))
    results[airing.broadcast.id] = result
  }

  /// The zones behind the channels that a higher class took or someone silenced.
  private func incompleteZones(of airing: Airing, _ report: VoiceReport, silenced: Set<Int>) -> [ZoneID] {
    let channels = Set(report.overruled.map(\.channel)).union(silenced)
    return snapshot.station.zones.filter { zone in
      zone.output == airing.outputID && airing.hearing.contains(zone.id)
        && zone.channels.contains { channels.contains($0 - 1) }
    }.map(\.id)
  }
}
