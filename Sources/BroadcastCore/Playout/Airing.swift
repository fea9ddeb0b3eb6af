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
  /// Length in frames, from `offset` on; of one turn where it repeats until it is stopped.
  var frames: FrameCount
  /// Where the text comes from: set-up files or the desk.
  var origin = ""
  /// Where in the broadcast's sound it begins, in frames.
  var offset: FrameCount = 0
  /// The alert tone or the message of an emergency; `nil` is the whole broadcast.
  var part: Part?
  /// Starts over until it is stopped, so that it has no length.
  var isEndless = false

  enum Part: String, Hashable, Sendable {
    case tone, message
  }
}
