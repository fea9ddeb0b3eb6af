internal import AudioEngine

/// Something that happened, before the log has given it a number.
///
/// Fields hold ids, counts and hashes only; what is private goes in `texts` and appears in the line as `NAME_hash`.
public struct LogRecord: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The station process began, with its outputs.
    case stationStarted = "station-started"
    case stationStopped = "station-stopped"
    /// Set-up files were taken into the database.
    case applied
    /// What one local date is to air, written before it airs, and again where it changes: an omission shows.
    case plan
    /// A broadcast was handed to an output, which took it.
    case accepted
    /// Its first frame left the device.
    case started
    /// It ended, with its outcome and frames; exactly once for each `accepted`.
    case ended
    /// It was due and did not get as far as an output; with the reason.
    case refused
    /// The output reported trouble or recovery.
    case output
    /// Someone changed an account, an announcement, a clip; before and after as salted hashes.
    case changed
    /// The key that signs checkpoints was made, rotated or replaced.
    case key
    /// The disk took nothing, and what was done about it.
    case storage
    /// The audio archive closed, lost or deleted a file, or could not keep sound.
    case archive
    /// Someone erased the private texts of an entry; the reason.
    case erased
  }

  public var kind: Kind
  public var fields: [String: CanonicalJSON]
  public var texts: [String: SaltedText]

  public init(kind: Kind, fields: [String: CanonicalJSON], texts: [String: SaltedText] = [:]) {
    self.kind = kind
    self.fields = fields
    self.texts = texts
  }

  /// The canonical line of entry `seq`. Version 1 of the format, described in docs/EVIDENCE.md.
  func line(seq: Int64, event: String, moment: Moment) -> String {
    var members = fields
    for (name, text) in texts { members["\(name)_hash"] = .string(text.hash) }
    members["v"] = 1
    members["seq"] = .integer(seq)
    members["event"] = .string(event)
    members["kind"] = .string(kind.rawValue)
    members["wall"] = .string(moment.wall.description)
    members["mono_ns"] = .integer(moment.monotonic.nanoseconds)
    members["boot"] = .string(moment.boot)
    members["clock_trusted"] = .bool(moment.isClockTrusted)
    return CanonicalJSON.object(members).line
  }
}
