import ArgumentParser
import BroadcastCore
import Foundation

struct EvidenceCoverage: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage", abstract: "Nhật ký chứng minh được gì cho từng tiêu chí, và còn thiếu gì.")

  @OptionGroup var period: EvidencePeriod

  @Option(help: ArgumentHelp("Dạng kết quả: text hoặc json.", valueName: "dạng"))
  var format = OutputFormat.text

  @Flag(help: "Chỉ in bản nháp chương trình (YAML) để bù những gì còn bù được.")
  var propose = false

  @OptionGroup var options: StateOptions

  func validate() throws {
    if propose, format == .json { throw ValidationError("--propose in YAML, không dùng cùng --format json.") }
  }

  func run() async throws {
    try await Failure.reported {
      let (coverage, snapshot, _) = try period.read(options)
      if propose {
        if coverage.isTrial { Console.print("# \(EvidencePeriod.trialNotice)") }
        let draft = ProgrammeDraft(coverage, programmes: snapshot.programmes, station: snapshot.station)
        Console.print(draft.yaml)
      } else if format == .json {
        Console.print(try StableJSON.text(coverage))
      } else {
        for line in CoverageText(coverage: coverage, station: snapshot.station).lines { Console.print(line) }
      }
    }
  }
}
