import Foundation
import Testing

@testable import BroadcastCore

/// `Golden/broken/KIND.NAME.yaml`: files that an operator could have written, each with the very message that it gets.
@Suite struct BrokenFilesTests {
  static let names: [String] = {
    let folder = Bundle.module.url(forResource: "Golden/broken", withExtension: nil)
    let files = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0.path) } ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  @Test func thereAreEnough() {
    #expect(Self.names.count >= 60)
  }

  @Test(arguments: names)
  func message(name: String) throws {
    let url = try #require(Bundle.module.url(forResource: "Golden/broken/\(name)", withExtension: "yaml"))
    let folder = try SetupFixture.folder(
      programmes: SetupFixture.programme(
        "announcement: tin\nrecurrence: FREQ=DAILY\ntimes: [\"17:00\"]\nzones: all"))
    let kind = name.prefix { $0 != "." }
    let place =
      switch kind {
      case "station": "station.yaml"
      case "criteria": "criteria.yaml"
      case "holidays": "holidays.yaml"
      default: "programmes/tin.yaml"
      }
    // The rest of the fixture stays whole, but must not hide what the broken file leaves out.
    if kind == "station" || kind == "criteria" {
      try folder.write("programmes: []\n", to: "programmes/tin.yaml")
    }
    try Data(contentsOf: url).write(to: URL(fileURLWithPath: folder.path + "/" + place))
    let error = try #require(throws: ConfigurationError.self) { try StationFolder.load(folder.path) }
    for problem in error.problems {
      #expect(problem.file == folder.path + "/" + place)
      #expect(!problem.what.isEmpty && !problem.cure.isEmpty)
      #expect(problem.line != nil && problem.column != nil)
    }
    let text = error.description.replacing(folder.path + "/", with: "") + "\n"
    try Golden.expect(text, "broken/\(name).txt")
  }
}
