internal import AudioEngine
internal import Foundation

extension LogRecord {
  /// - Parameters:
  ///   - items: the announcements of a bulletin, in its order; `nil` for a single announcement.
  ///   - purpose: what it is evidence of.
  static func accepted(
    _ airing: Airing, title: String, text: String, late: Bool, items: [Announcement]? = nil,
    purpose: AiredPurpose = AiredPurpose()
  ) -> LogRecord {
    var fields = airing.fields.merging(purpose.fields) { own, _ in own }
    if let items {
      fields["items"] = .array(
        items.map { .object(["announcement": .string($0.id), "content": .string($0.contentHash)]) })
    }
    fields["clips"] = .array(airing.clips.map { .string($0.rawValue) })
    fields["content"] = .string(airing.broadcast.content)
    fields["programme"] = airing.broadcast.programme.map { .string($0) } ?? .null
    fields["planned"] = .string(airing.broadcast.start.description)
    fields["late"] = .bool(late)
    fields["author"] = .string(airing.author)
    fields["approver"] = .string(airing.approver)
    fields["origin"] = .string(airing.origin)
    fields["rate"] = .integer(Int64(airing.sampleRate))
    fields["frames"] = airing.isEndless ? .object([:]) : .object(["total": .integer(airing.frames)])
    return LogRecord(
      kind: .accepted, fields: fields, texts: ["title": SaltedText(title), "text": SaltedText(text)])
  }

  /// - Parameter left: when the first frame left the device, by its own clock.
  static func started(_ airing: Airing, firstFrame: FrameCount, left: MonotonicTime, moment: Moment)
    -> LogRecord
  {
    var fields = airing.fields
    fields["first_frame"] = .integer(firstFrame)
    fields["started_mono_ns"] = .integer(left.nanoseconds)
    fields["started_wall"] = .string(moment.wall(at: left).description)
    return LogRecord(kind: .started, fields: fields)
  }

  /// - Parameters:
  ///   - cut: why it was faded out, where it was.
  ///   - incomplete: zones that did not get it completely, though it sounded in others.
  static func ended(
    _ airing: Airing, _ report: VoiceReport, moment: Moment, cut: AirCut? = nil, incomplete: [ZoneID] = []
  ) -> LogRecord {
    let outcome = Outcome(report)
    var fields = airing.fields
    fields["outcome"] = .string(outcome.rawValue)
    fields["reason"] = .string(report.reason.rawValue)
    if outcome == .cut, let cut {
      fields["reason"] = .string(cut.reason)
      fields["by"] = .string(cut.by)
    }
    if !incomplete.isEmpty { fields["incomplete"] = .zones(incomplete) }
    var frames: [String: CanonicalJSON] = [
      "rendered": .integer(report.framesRendered),
      "written": .integer(report.framesWritten),
      "left": .array([.integer(report.framesLeft.lowerBound), .integer(report.framesLeft.upperBound)]),
      "padding": .integer(report.paddingFrames),
    ]
    if !airing.isEndless { frames["total"] = .integer(airing.frames) }
    if let first = report.firstFrame { frames["first"] = .integer(first) }
    fields["frames"] = .object(frames)
    fields["xruns"] = .integer(Int64(report.xruns))
    if airing.frames > 0 {
      fields["completeness_ppm"] = .integer(report.framesLeft.lowerBound * 1_000_000 / airing.frames)
    }
    fields["ended_wall"] = .string(moment.wall(at: report.endedAt).description)
    // Millibels keep floating point out of what is hashed.
    if report.peak > 0 {
      fields["peak_mdbfs"] = .integer(Int64((20_000 * log10(Double(report.peak))).rounded()))
    }
    if let loudness = report.loudness {
      fields["loudness_mlufs"] = .integer(Int64((1000 * loudness).rounded()))
    }
    return LogRecord(kind: .ended, fields: fields)
  }

  /// An output would not take an airing that was `accepted`.
  static func failed(_ airing: Airing, cause: String) -> LogRecord {
    var fields = airing.fields
    fields["outcome"] = .string(Outcome.failed.rawValue)
    fields["reason"] = "not-started"
    fields["cause"] = .string(cause)
    fields["frames"] = .object([
      "total": .integer(airing.frames), "rendered": 0, "written": 0, "left": .array([0, 0]), "padding": 0,
    ])
    return LogRecord(kind: .ended, fields: fields)
  }

  static func refused(
    _ broadcast: Broadcast, _ refusal: Refusal, cause: String?, zones: [ZoneID]? = nil
  ) -> LogRecord {
    LogRecord(
      kind: .refused,
      fields: [
        "broadcast": .string(broadcast.id.rawValue), "announcement": .string(broadcast.announcement),
        "class": .string(broadcast.airClass.rawValue),
        "criteria": .array(broadcast.criteria.map { .string($0) }),
        "planned": .string(broadcast.start.description),
        "zones": .zones(zones ?? broadcast.zones), "reason": .string(refusal.rawValue),
        "cause": cause.map { .string($0) } ?? .null,
      ])
  }

  static func output(_ id: String, _ event: String, moment: MonotonicTime, detail: [String: CanonicalJSON])
    -> LogRecord
  {
    LogRecord(
      kind: .output,
      fields: detail.merging(
        [
          "output": .object(["id": .string(id)]), "event_name": .string(event),
          "at_mono_ns": .integer(moment.nanoseconds),
        ]
      ) { own, _ in own })
  }
}

extension Outcome {
  /// Complete only if the report proves that every frame left; a report that claims more than its numbers does not.
  init(_ report: VoiceReport) {
    switch report.reason {
    case .completed:
      let all = report.framesTotal.map { report.framesLeft == $0...$0 } ?? false
      self = all ? .completed : .failed
    case .stopped, .closed: self = .cut
    case .deviceLost, .missed: self = .failed
    }
  }
}

/// Why an airing was faded out before its end.
struct AirCut: Hashable, Sendable {
  /// `stopped` or `preempted`, as the log says it.
  var reason: String
  /// The account that stopped it, or the broadcast that took its zones.
  var by: String
}

extension Airing {
  var fields: [String: CanonicalJSON] {
    var fields: [String: CanonicalJSON] = [
      "airing": .string(id), "broadcast": .string(broadcast.id.rawValue),
      "announcement": .string(broadcast.announcement), "class": .string(broadcast.airClass.rawValue),
      "criteria": .array(broadcast.criteria.map { .string($0) }),
      "zones": .zones(zones), "hearing": .zones(hearing),
      "output": .object([
        "id": .string(outputID), "device": .string(deviceName), "kind": .string(kind.rawValue),
      ]),
    ]
    if let part { fields["part"] = .string(part.rawValue) }
    if offset > 0 { fields["offset"] = .integer(offset) }
    return fields
  }
}

extension CanonicalJSON {
  static func zones(_ zones: [ZoneID]) -> CanonicalJSON {
    .array(zones.sorted().map { .string($0.rawValue) })
  }
}
