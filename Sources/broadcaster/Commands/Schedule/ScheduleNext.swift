import ArgumentParser
import BroadcastCore
import Foundation

struct ScheduleNext: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next", abstract: "Liệt kê các lượt phát sắp tới và lý do.",
    discussion: """
      Ví dụ:
        broadcaster schedule next -n 20 schedules/ninh-giang
        broadcaster schedule next --state var --format ics > lich-phat.ics
      """)

  @Argument(
    help: ArgumentHelp("Thư mục cấu hình; không ghi thì lấy lịch của đài (--state).", valueName: "thư mục"))
  var folder: String?

  @Option(
    name: [.customShort("n"), .long], help: ArgumentHelp("Số lượt phát, 1 đến 100000.", valueName: "số"))
  var count = 20

  @Option(help: ArgumentHelp("Từ đầu ngày này, mặc định từ bây giờ.", valueName: "NĂM-THÁNG-NGÀY"))
  var from: DateOption?

  @Option(help: ArgumentHelp("Dạng kết quả: text, json hoặc ics.", valueName: "dạng"))
  var format = Format.text

  @OptionGroup var options: StateOptions

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, ics
  }

  func validate() throws {
    _ = try from?.date(of: "--from")
    guard (1...100_000).contains(count) else { throw ValidationError("Số lượt phát phải từ 1 đến 100000.") }
  }

  func run() async throws {
    try await Failure.reported {
      let source = try ScheduleSource.chosen(folder, options)
      let now = SystemClock().now().wall
      let start = try (from?.date(of: "--from")).map(source.instant) ?? now
      var input = source.input
      input.now = now
      let planner = Planner(input)
      var days = 14
      var plan = planner.plan(from: start, to: start + Double(days) * 86_400)
      while plan.broadcasts.count < count, days < 732 {
        days *= 3
        plan = planner.plan(from: start, to: start + Double(days) * 86_400)
      }
      let broadcasts = Array(plan.broadcasts.prefix(count))
      // Among those that are listed, some may be missing.
      let last = plan.broadcasts.count > count ? broadcasts.last?.start ?? plan.to : plan.to
      PlanText.noteHeld(plan.held.filter { $0.start <= last }, cure: "schedule check")
      switch format {
      case .text:
        let text = PlanText(station: source.station)
        for broadcast in broadcasts { Console.print(text.line(broadcast)) }
        if broadcasts.isEmpty { Console.print("Không có lượt phát nào trong \(days) ngày tới.") }
      case .json:
        for broadcast in broadcasts { Console.print(try StableJSON.text(broadcast)) }
      case .ics:
        let calendar = ICalendarComponent.plan(broadcasts, station: source.station, stamp: now)
        FileHandle.standardOutput.write(Data(calendar.text.utf8))
      }
    }
  }
}
