import Foundation
import Testing

@testable import BroadcastCore

/// Whatever the files hold, the loader answers: with a station, or with problems that have a place and a cure.
@Suite struct LoaderFuzzTests {
  /// `SETUP_FUZZ_CASES` in the environment asks for more; a crash shows the seed of its case.
  private static let cases =
    ProcessInfo.processInfo.environment["SETUP_FUZZ_CASES"].flatMap { Int($0) } ?? 1_000

  private static let programme = SetupFixture.programme(
    """
    announcement: tin
    recurrence: FREQ=WEEKLY;BYDAY=MO,FR
    lunar: { days: [1, 15], month: 7, leap: both }
    holiday: [quoc-khanh, { id: tet-nguyen-dan, days-after: -1 }]
    dates: [2026-03-01]
    from: 2026-01-01
    except: [2026-09-02]
    times: ["17:00"]
    sessions: [sang]
    repeat: { count: 2, gap: 10 }
    zones: { tags: [thon] }
    when-missed: { late: 30 }
    past-hours: { reason: Lễ, approved-by: Chủ tịch }
    """)

  private static let files: [(name: String, text: String)] = [
    (
      "station.yaml",
      SetupFixture.station + """

        greetings:
          times: ["06:00"]
          exceptions: { giao-thua: { times: ["23:45"], past-hours: { reason: Lễ, approved-by: Chủ tịch } } }
        speech: { rate: 150, pauses: { comma: 200 } }
        """
    ),
    ("criteria.yaml", SetupFixture.criteria),
    (
      "holidays.yaml",
      "revised: 2026-11-22\nholidays:\n  - { id: hoi, name: Hội, lunar: 10/2, source: Tục lệ }\n"
    ),
    ("programmes/tin.yaml", programme),
  ]

  @Test(.timeLimit(.minutes(2))) func neverCrashes() throws {
    let folder = try SetupFixture.folder(programmes: "")
    for (name, text) in Self.files { try folder.write(text, to: name) }
    // The unspoilt files are good: else nothing behind the first mistake would be tried.
    _ = try StationFolder.load(folder.path)
    var taken = 0
    for seed in 1...Self.cases {
      var mutator = SetupMutator(seed: UInt64(seed))
      let (name, text) = Self.files[mutator.below(Self.files.count)]
      let url = URL(fileURLWithPath: folder.path + "/" + name)
      try mutator.spoil(Data(text.utf8)).write(to: url)
      do {
        _ = try StationFolder.load(folder.path)
        taken += 1
      } catch {
        let isWhole = error.problems.allSatisfy {
          !$0.what.isEmpty && !$0.cure.isEmpty && $0.file.hasPrefix(folder.path)
        }
        #expect(isWhole && !error.problems.isEmpty, "seed \(seed)")
      }
      try folder.write(text, to: name)
    }
    // Some changes are harmless, most are not: both ways were tried.
    #expect(taken > Self.cases / 100 && taken < Self.cases * 9 / 10, "\(taken) of \(Self.cases) taken")
  }

  private static let endlessFiles: [(name: String, text: String)] = [
    ("laughs", laughs(levels: 9, width: 9)),
    ("laughs in a key", laughs(levels: 8, width: 1) + "\n? *x7\n: a"),
    ("laughs in a list in a key", laughs(levels: 4, width: 2) + "\n? [*x3]\n: {? *x3 : b}"),
    ("deep", String(repeating: "[", count: 900) + String(repeating: "]", count: 900)),
    ("open lists", String(repeating: "[", count: 100_000)),
    ("open mappings", String(repeating: "{a: ", count: 100_000)),
    ("stairs", (0..<1_400).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")),
    ("dashes", String(repeating: "- ", count: 50_000)), ("large", String(repeating: "a", count: 2 << 20)),
    ("long", "announcements: [" + String(repeating: "a,", count: 400_000) + "]"),
    ("many mistakes", "announcements:\n" + String(repeating: "- {b: c}\n", count: 20_000)),
  ]

  @Test(
    "Small files that stand for endless ones", .timeLimit(.minutes(1)), arguments: endlessFiles.map(\.name))
  func endless(name: String) throws {
    let text = try #require(Self.endlessFiles.first { $0.name == name }?.text)
    let folder = try SetupFixture.folder(programmes: text)
    let error = try #require(throws: ConfigurationError.self) { try StationFolder.load(folder.path) }
    let isWhole = error.problems.allSatisfy { !$0.cure.isEmpty }
    #expect(isWhole)
    // Nobody reads more.
    #expect(error.problems.count <= 1_000)
    #expect(error.description.utf8.count < 1_000_000)
  }

  private static func laughs(levels: Int, width: Int) -> String {
    (0..<levels).map { level in
      let item = level == 0 ? "a" : "*x\(level - 1)"
      return "x\(level): &x\(level) [" + Array(repeating: item, count: width).joined(separator: ", ") + "]"
    }.joined(separator: "\n")
  }
}
