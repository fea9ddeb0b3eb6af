import Foundation
import TestSupport

/// A station folder and a state folder for one test.
final class TestStation {
  let root: URL
  var state: String { root.path + "/state" }
  var folder: String { root.path + "/station" }

  /// - Parameters:
  ///   - airsIn: seconds from now to the broadcast.
  ///   - quietNow: whether the quiet hours cover this moment.
  init(airsIn seconds: Double = 10, quietNow: Bool = false, text: String = "Xin chào bà con thôn Một.") throws
  {
    root = try TemporaryFolder.make("e2e")
    try FileManager.default.createDirectory(atPath: folder + "/programmes", withIntermediateDirectories: true)
    let now = Date()
    let quiet = quietNow ? (-3600.0, 3600.0) : (6 * 3600.0, 7 * 3600.0)
    try """
    id: thu
    commune: xã Thử
    outputs:
      - { id: loa, device: loa, channels: 2, buffer: 500 }
    zones:
      - { id: thon-1, name: Thôn 1, output: loa, channels: [1] }
      - { id: thon-2, name: Thôn 2, output: loa, channels: [2] }
    hours:
      quiet: "\(Self.clock(now + quiet.0))-\(Self.clock(now + quiet.1))"
    on_start: thu-may
    """.write(toFile: folder + "/station.yaml", atomically: true, encoding: .utf8)
    try """
    announcements:
      - { id: thu-may, title: Thử máy, class: test, text: Đây là bản tin thử. }
      - id: tin
        title: Tin
        class: routine
        opening: [\(Program.repository)/audio/chime.flac]
        text: \(text)
    programmes:
      - id: hom-nay
        announcement: tin
        recurrence: FREQ=DAILY
        times: ["\(Self.clock(now + seconds))"]
        zones: [thon-1]
    """.write(toFile: folder + "/programmes/tin.yaml", atomically: true, encoding: .utf8)
  }

  deinit {
    // The folder is under the system's temporary folder; one that cannot be removed harms nothing.
    try? FileManager.default.removeItem(at: root)
  }

  /// `HH:MM:SS` in Viet Nam.
  static func clock(_ date: Date) -> String {
    let seconds = (Int(date.timeIntervalSince1970.rounded(.up)) + 7 * 3600) % 86_400
    return String(format: "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
  }

  /// Entries of the log, as the program prints them.
  func entries() async throws -> [Entry] {
    let result = try await Program.run(["log", "list", "--format", "json", "--state", state])
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try result.output.split(separator: "\n").map {
      try decoder.decode(Entry.self, from: Data($0.utf8))
    }
  }

  /// What tests look at; read by a decoder of their own, not the program's.
  struct Entry: Decodable {
    struct Output: Decodable {
      var kind: String?
    }
    struct Frames: Decodable {
      var total: Int?
      var first: Int?
      var rendered: Int?
      var written: Int?
      var left: [Int]?
      var padding: Int?
    }

    var seq: Int
    var kind: String
    var announcement: String?
    var `class`: String?
    var outcome: String?
    var reason: String?
    var frames: Frames?
    var output: Output?
    var clips: [String]?
    var hearing: [String]?
    var approver: String?
    var planned: String?
    var startedWall: String?
  }
}
