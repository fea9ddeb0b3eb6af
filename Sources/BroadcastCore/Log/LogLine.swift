internal import Foundation

/// The fields of a log line, read back. Unknown fields are ignored, so that newer lines can be read.
public struct LogLine: Hashable, Sendable, Decodable {
  public struct Output: Hashable, Sendable, Decodable {
    public var id: String
    public var device: String?
    public var kind: String?
  }

  public struct Frames: Hashable, Sendable, Decodable {
    public var total: Int64?
    public var first: Int64?
    public var rendered: Int64?
    public var written: Int64?
    /// Lower and upper bound of the frames that left the device.
    public var left: [Int64]?
    public var padding: Int64?
  }

  public var v: Int
  public var seq: Int64
  public var event: String
  public var kind: String
  public var wall: String
  public var monoNs: Int64
  public var boot: String
  public var clockTrusted: Bool
  public var broadcast: String?
  public var airing: String?
  public var announcement: String?
  public var `class`: String?
  public var zones: [String]?
  public var hearing: [String]?
  public var output: Output?
  public var frames: Frames?
  public var rate: Int?
  /// Of an airing that takes up one that was cut off: frames of the broadcast that lie before it.
  public var offset: Int64?
  public var outcome: String?
  public var reason: String?
  public var cause: String?
  /// Output frame of the first frame, and when that left the device.
  public var firstFrame: Int64?
  public var startedMonoNs: Int64?
  public var startedWall: String?
  public var planned: String?
  public var eventName: String?
  /// Of a change: what kind of thing, which, what was done, by whom.
  public var object: String?
  public var id: String?
  public var action: String?
  public var by: String?
  /// Of the archive: the file below its folder, and its hash where it was closed.
  public var file: String?
  public var sha256: String?
  /// Of a key: itself, in the form of C2SP signed-note.
  public var vkey: String?
  /// Of an erasure: which entry.
  public var erasedSeq: Int64?
  /// Of a start: the output of each zone.
  public var zoneOutputs: [String: String]?

  public var programme: String?
  public var content: String?
  public var author: String?
  public var approver: String?
  public var late: Bool?
  /// Of `accepted`: what the broadcast is evidence of, by `Criterion.code`, `Holiday.id`, `CommunityEvent.id`.
  public var criteria: [String]?
  public var supporting: [String]?
  public var threeDays: Bool?
  public var holiday: String?
  public var communityEvent: String?
  /// Of `ended`: zones that did not get all of it.
  public var incomplete: [String]?
  public var xruns: Int?
  public var endedWall: String?
  /// Thousandths of a decibel (dBFS) and of a LUFS.
  public var peakMdbfs: Int?
  public var loudnessMlufs: Int?
  /// Of `output`: the channel that fell silent, counted from 0.
  public var channel: Int?
  /// Only what a simulation wrote has it.
  public var isSimulated: Bool?

  /// - Throws: a `DecodingError` where the line is not one of ours.
  public init(_ line: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(LogLine.self, from: Data(line.utf8))
  }
}
