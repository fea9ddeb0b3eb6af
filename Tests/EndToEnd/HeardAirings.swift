import AudioEngine
import Foundation

/// A line of the log, read by a decoder of the test's own.
struct AiredEntry: Decodable {
  struct Frames: Decodable {
    var total: Int?
    var first: Int?
    var left: [Int]?
  }

  var seq: Int
  var kind: String
  var airing: String?
  var broadcast: String?
  var zones: [String]?
  var clips: [String]?
  var offset: Int?
  var firstFrame: Int?
  var part: String?
  var `class`: String?
  var outcome: String?
  var reason: String?
  var frames: Frames?

  static func read(_ state: String) async throws -> [AiredEntry] {
    let result = try await Program.run(["log", "list", "--format", "json", "--state", state])
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try result.output.split(separator: "\n").map {
      try decoder.decode(AiredEntry.self, from: Data($0.utf8))
    }
  }
}

/// Looks for every airing of a log in a recording of the sink, channel n for Thôn n.
///
/// Output frames and frames of the recording differ by one number a run, found at the run's first airing.
struct HeardAirings {
  private(set) var problems: [String] = []
  /// Airings whose every frame that the log says left is in the recording, at its place.
  private(set) var exact = 0
  private(set) var frames = 0
  private(set) var worst: Float = 0
  private let monitor: [[Float]]
  /// What is told for, frame by frame of the recording.
  private var told: [[Bool]]
  /// Beside a fade, a duck or the limiter the sound is not the clip's; nowhere longer than this.
  private static let fade = 4_800

  init(_ entries: [AiredEntry], monitor: [[Float]], clips: String) throws {
    self.monitor = monitor
    told = monitor.map { Array(repeating: false, count: $0.count) }
    var begun: [String: AiredEntry] = [:]
    var firsts: [String: Int] = [:]
    var shift: Int?
    var from = 0
    for entry in entries {
      guard let airing = entry.airing else {
        // Another run counts its frames anew.
        if entry.kind == "station-started" { shift = nil }
        continue
      }
      switch entry.kind {
      case "accepted": begun[airing] = entry
      case "started":
        // Entries come as things happen, so the first sound after a start is the first of its run.
        if shift == nil, let accepted = begun[airing] {
          shift = try onset(of: accepted, after: from, clips).map { $0 - (entry.firstFrame ?? 0) }
        }
        firsts[airing] = (entry.firstFrame ?? 0) + (shift ?? 0)
      case "ended":
        guard let accepted = begun[airing], let start = firsts[airing] else { continue }
        from = max(from, try compare(entry, accepted, at: start, clips))
      default: continue
      }
    }
    for (channel, samples) in monitor.enumerated() {
      if let index = samples.indices.first(where: { abs(samples[$0]) > 2e-3 && !told[channel][$0] }) {
        problems.append("channel \(channel) sounds at \(index), and no entry tells of it")
      }
    }
  }

  /// - Returns: the frame after its last.
  private mutating func compare(_ ended: AiredEntry, _ accepted: AiredEntry, at start: Int, _ clips: String)
    throws -> Int
  {
    let name = "\(accepted.broadcast ?? "?") \(ended.outcome ?? "?")"
    guard let left = ended.frames?.left, left.count == 2, start >= 0 else {
      problems.append("\(name): no place")
      return 0
    }
    let expected = accepted.part == "tone" ? [] : try sound(of: accepted, clips)
    // How much really left where the log knows bounds only: as long as the recording goes along.
    var last = left[1]
    if left[0] < left[1], let channel = channels(accepted).first {
      last = 0
      while last < expected.count, start + last < monitor[channel].count,
        abs(monitor[channel][start + last] - expected[last]) <= 0.02
      { last += 1 }
      if !(left[0]...left[1]).contains(last) { problems.append("\(name): \(last) frames left, not \(left)") }
    }
    for channel in channels(accepted) {
      let end = min(start + last, monitor[channel].count)
      for index in start..<max(start, end) { told[channel][index] = true }
    }
    // A tone has no clip in the library.
    guard accepted.part != "tone" else { return start + last }
    let whole = ended.outcome == "completed" ? left[0] : max(0, left[0] - Self.fade)
    let count = min(whole, expected.count)
    // What it takes a zone from is still fading out beneath its first moments.
    let begin = accepted.class == "routine" ? 0 : min(count, Self.fade)
    for channel in channels(accepted) {
      guard start + count <= monitor[channel].count else {
        problems.append("\(name): the recording ends before it")
        continue
      }
      var difference: Float = 0
      for index in begin..<count {
        difference = max(difference, abs(monitor[channel][start + index] - expected[index]))
      }
      if difference > 0.02 { problems.append("\(name): differs by \(difference) in channel \(channel)") }
      worst = max(worst, difference)
      frames += count - begin
    }
    if ended.outcome == "completed", left[0] != left[1] || left[0] != expected.count {
      problems.append("\(name): \(left) of \(expected.count) frames")
    }
    exact += 1
    return start + last
  }

  private func onset(of accepted: AiredEntry, after from: Int, _ clips: String) throws -> Int? {
    let expected = try sound(of: accepted, clips)
    guard let channel = channels(accepted).first, let loud = expected.firstIndex(where: { abs($0) > 0.01 }),
      let found = monitor[channel][from...].firstIndex(where: { abs($0) > 0.01 })
    else { return nil }
    return found - loud
  }

  private func channels(_ entry: AiredEntry) -> [Int] {
    (entry.zones ?? []).compactMap { Int($0.dropFirst("thon-".count)) }.map { $0 - 1 }
  }

  /// The sound as approved, from where the airing begins; with the fade in of one that goes on.
  private func sound(of entry: AiredEntry, _ folder: String) throws -> [Float] {
    var whole: [Float] = []
    for hash in entry.clips ?? [] {
      if !whole.isEmpty { whole += Array(repeating: 0, count: 24_000) }
      whole += try Clip.read(path: "\(folder)/\(hash.prefix(2))/\(hash).flac").samples(ofChannel: 0)
    }
    let offset = entry.offset ?? 0
    var rest = Array(whole.dropFirst(offset))
    if offset > 0 {
      let length = 48_000 / 50
      for index in 0..<min(length, rest.count) { rest[index] *= (Float(index) + 0.5) / Float(length) }
    }
    return rest
  }
}
