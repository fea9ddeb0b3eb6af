import ArgumentParser
import BroadcastCore
import Foundation

struct EvidenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Minh chứng cho các tiêu chí: mức độ đáp ứng, báo cáo, giờ phát, minh chứng nhập tay.",
    subcommands: [
      EvidenceCoverage.self, EvidenceReportCommand.self, EvidenceHours.self, EvidenceManual.self,
    ])
}

/// The period that a report is about, and what counts in it.
struct EvidencePeriod: ParsableArguments {
  @Option(help: ArgumentHelp("Ngày đầu của kỳ.", valueName: "NĂM-THÁNG-NGÀY"))
  var from: CivilDate

  @Option(help: ArgumentHelp("Ngày cuối của kỳ, ví dụ ngày phải báo cáo.", valueName: "NĂM-THÁNG-NGÀY"))
  var to: CivilDate

  @Option(help: ArgumentHelp("Chỉ các tiêu chí này, cách nhau bằng dấu phẩy.", valueName: "mã,mã"))
  var criteria: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "Tính đến ngày, mặc định hôm nay: sau ngày ấy là chưa đến.", valueName: "NĂM-THÁNG-NGÀY"))
  var asOf: CivilDate?

  @Flag(help: "Tính cả thiết bị ảo, để thử; mọi trang, bảng và tệp làm ra mang dấu BẢN THỬ.")
  var includeVirtual = false

  func validate() throws {
    guard from <= to else {
      throw ValidationError("--to \(to) trước --from \(from): ngày cuối phải từ ngày đầu trở đi.")
    }
    guard to.dayNumber - from.dayNumber < 1830 else {
      throw ValidationError("Kỳ từ \(from) đến \(to) dài quá 5 năm: hãy chia ra nhiều báo cáo.")
    }
  }

  /// Reads and counts, with a progress line.
  func read(_ options: StateOptions) throws -> (
    coverage: Coverage, snapshot: StationStore.Snapshot, input: CoverageInput
  ) {
    let bar = ProgressLine("Đang đọc nhật ký")
    defer { bar.end() }
    let (input, snapshot) = try EvidenceReader(options.existingDatabase()).input(
      from...to, includesVirtual: includeVirtual
    ) { bar.show($0) }
    let today = SystemClock().now().wall.local(in: snapshot.station.foundationTimeZone).date
    let codes = criteria.map {
      Set($0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty })
    }
    if let codes {
      let known = snapshot.criteria.map(\.code)
      for code in codes.sorted() where !known.contains(code) {
        throw ValidationError("Không có tiêu chí «\(code)»; đài có: \(known.joined(separator: ", ")).")
      }
      guard !codes.isEmpty else { throw ValidationError("--criteria không có mã nào.") }
    }
    return (input.coverage(from...to, asOf: asOf ?? today, only: codes), snapshot, input)
  }

  static let trialNotice = "BẢN THỬ: có tính thiết bị ảo, KHÔNG dùng làm minh chứng"
}
