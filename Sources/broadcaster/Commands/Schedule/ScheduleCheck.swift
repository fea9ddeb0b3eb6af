import ArgumentParser
import BroadcastCore
import Foundation

struct ScheduleCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Kiểm tra thư mục cấu hình và lịch phát mà không nạp vào đài.",
    discussion: """
      Xếp thử lịch và báo những gì không phát được, bị dời, trùng giờ, thiếu lời chúc, thiếu ngày công khai. Văn bản được coi \
      như đã duyệt. Mã thoát 65 khi có lỗi.
      """)

  @Argument(help: ArgumentHelp("Thư mục có station.yaml và programmes/.", valueName: "thư mục"))
  var folder: String

  @Option(help: ArgumentHelp("Ngày đầu, mặc định hôm nay.", valueName: "NĂM-THÁNG-NGÀY"))
  var from: DateOption?

  @Option(help: ArgumentHelp("Số ngày, 1 đến 1500.", valueName: "ngày"))
  var days = 366

  @Option(help: ArgumentHelp("Dạng kết quả: text hoặc json.", valueName: "dạng"))
  var format = OutputFormat.text

  func validate() throws {
    _ = try from?.date(of: "--from")
    guard (1...1500).contains(days) else { throw ValidationError("Số ngày phải từ 1 đến 1500.") }
  }

  func run() async throws {
    try await Failure.reported {
      let source = try ScheduleSource(folder: folder)
      let now = SystemClock().now().wall
      let first = try from?.date(of: "--from") ?? now.local(in: source.timeZone).date
      var input = source.input
      if from == nil { input.now = now }
      let plan = Planner(input).plan(from: source.instant(first), to: source.instant(first + days))
      switch format {
      case .json:
        Console.print(
          try StableJSON.text(plan.findings.map { PlacedFinding(finding: $0, place: source.place($0)) }))
      case .text:
        if let folder = source.folder {
          for word in try folder.unknownWords() { Console.error("Chú ý: \(word).") }
        }
        for line in PlanText(station: source.station).lines(plan.findings, place: source.place) {
          Console.print(line)
        }
        let isValid = !plan.findings.contains { $0.severity == .error }
        Console.print(
          "\(isValid ? "Hợp lệ" : "CÓ LỖI"): \(source.station.zones.count) cụm loa, \(source.input.announcements.count) bản tin, "
            + "\(source.input.programmes.count) chương trình, \(plan.broadcasts.count) lượt phát trong \(days) ngày từ \(first)."
        )
      }
      if plan.findings.contains(where: { $0.severity == .error }) { throw Failure.badData }
    }
  }
}
