public import AudioEngine
internal import Foundation

/// One file of the audio archive (lưu âm): what one channel of an output sent to its device, at most an hour of it.
///
/// Only sound is in the file; the segments say at which output frames, so silence and gaps cost nothing and are told apart:
/// between two segments the channel was silent, unless `lost` names the frames.
public struct ArchiveFile: Hashable, Sendable {
  /// A run of sound, from a frame of the file on.
  public struct Segment: Hashable, Sendable {
    public var fileFrame: FrameCount
    public var outputFrame: FrameCount
    public var count: FrameCount
    /// When its first frame left, by the device's clock, and what the wall clock showed then.
    public var start: MonotonicTime
    public var wall: WallTime
  }

  /// Name below the archive's folder: `2026-11-21/170000-loa-1.flac`.
  public var name: String
  public var output: String
  public var device: String
  public var kind: String
  /// From 1, as set-up files count.
  public var channel: Int
  /// Which zones hear the channel.
  public var zones: [String]
  public var sampleRate: Int
  /// Monotonic times and output frames compare within one boot.
  public var boot: String
  public var segments: [Segment] = []
  /// Output frames that the archive did not keep, because the disk was too slow.
  public var lost: [Range<FrameCount>] = []
  /// Output frames that the device accepted and may not have played: it was restarted or lost.
  public var unsure: [Range<FrameCount>] = []

  /// Frames in the file that are sound.
  public var frames: FrameCount { segments.reduce(0) { $0 + $1.count } }

  /// As entries and side files say it.
  var fields: [String: CanonicalJSON] {
    func ranges(_ ranges: [Range<FrameCount>]) -> CanonicalJSON {
      .array(ranges.map { .array([.integer($0.lowerBound), .integer($0.upperBound)]) })
    }
    return [
      "file": .string(name),
      "output": .object(["id": .string(output), "device": .string(device), "kind": .string(kind)]),
      "channel": .integer(Int64(channel)), "zones": .array(zones.map { .string($0) }),
      "rate": .integer(Int64(sampleRate)), "sound_boot": .string(boot), "sound_frames": .integer(frames),
      "segments": .array(
        segments.map {
          .object([
            "file_frame": .integer($0.fileFrame), "output_frame": .integer($0.outputFrame),
            "count": .integer($0.count), "start_mono_ns": .integer($0.start.nanoseconds),
            "start_wall": .string($0.wall.description),
          ])
        }),
      "lost_frames": ranges(lost), "unsure_frames": ranges(unsure),
    ]
  }

  /// Reads back what `fields` gives; other members are ignored.
  init?(line: String) {
    struct Form: Decodable {
      struct Output: Decodable {
        var id, device, kind: String
      }
      struct Part: Decodable {
        var fileFrame, outputFrame, count, startMonoNs: Int64
        var startWall: String
      }
      var file: String
      var output: Output
      var channel: Int
      var zones: [String]
      var rate: Int
      var soundBoot: String
      var segments: [Part]
      var lostFrames, unsureFrames: [[Int64]]
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    // Entries of other events of the archive have other fields; whoever asks looks for files only.
    guard let form = try? decoder.decode(Form.self, from: Data(line.utf8)) else { return nil }
    self.init(
      name: form.file, output: form.output.id, device: form.output.device, kind: form.output.kind,
      channel: form.channel, zones: form.zones, sampleRate: form.rate, boot: form.soundBoot)
    for part in form.segments {
      guard let wall = WallTime(part.startWall), part.count >= 0, part.fileFrame >= 0 else { return nil }
      segments.append(
        Segment(
          fileFrame: part.fileFrame, outputFrame: part.outputFrame, count: part.count,
          start: MonotonicTime(nanoseconds: part.startMonoNs), wall: wall))
    }
    func ranges(_ pairs: [[Int64]]) -> [Range<FrameCount>] {
      pairs.compactMap { $0.count == 2 && $0[0] <= $0[1] ? $0[0]..<$0[1] : nil }
    }
    lost = ranges(form.lostFrames)
    unsure = ranges(form.unsureFrames)
  }

  init(
    name: String, output: String, device: String, kind: String, channel: Int, zones: [String],
    sampleRate: Int, boot: String
  ) {
    self.name = name
    self.output = output
    self.device = device
    self.kind = kind
    self.channel = channel
    self.zones = zones
    self.sampleRate = sampleRate
    self.boot = boot
  }
}
