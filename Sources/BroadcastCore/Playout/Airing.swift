internal import AudioEngine

/// One broadcast on one output: what the log follows from `accepted` to `ended`.
struct Airing: Hashable, Sendable {
  /// Unique for ever; several attempts at one broadcast are several airings.
  var id: String
  var broadcast: Broadcast
  var outputID: String
  var deviceName: String
  var kind: OutputKind
  /// Frames a second.
  var sampleRate: Int
  /// Zones it is meant for on this output, and all that physically hear it.
  var zones: [ZoneID]
  var hearing: [ZoneID]
  var clips: [ClipHash]
  var author: String
  var approver: String
  /// Length in frames.
  var frames: FrameCount
  /// Where the text comes from: set-up files or the desk.
  var origin = ""
}
