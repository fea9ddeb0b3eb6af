import ArgumentParser
import BroadcastCore
import Foundation

struct ScheduleSimulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Phát thử một khoảng ngày trong thời gian ảo: nhật ký, số phút, tiêu chí.",
    discussion: """
      Kết quả là MÔ PHỎNG, không phải minh chứng. Giờ ghi theo giờ của đài; riêng json ghi số nano giây từ 1970 và ics ghi \
      giờ UTC như chuẩn của nó, điện thoại tự đổi ra giờ địa phương.

      Ví dụ:
        broadcaster schedule simulate schedules/ninh-giang --from 2027-01-01 --to 2027-12-31
        broadcaster schedule simulate schedules/ninh-giang --from 2027-02-01 --to 2027-02-28 \\
          --power-cut 2027-02-03T06:00/2027-02-04T09:00 --device-lost loa=2027-02-10T05:00/2027-02-10T12:00 \\
          --clock-step 2027-02-12T16:55=+600
      """)

  @Argument(
    help: ArgumentHelp("Thư mục cấu hình; không ghi thì lấy lịch của đài (--state).", valueName: "thư mục"))
  var folder: String?

  @Option(help: ArgumentHelp("Ngày đầu.", valueName: "NĂM-THÁNG-NGÀY"))
  var from: DateOption

  @Option(help: ArgumentHelp("Ngày cuối.", valueName: "NĂM-THÁNG-NGÀY"))
  var to: DateOption

  @Option(help: ArgumentHelp("Mất điện từ lúc đến lúc; ghi được nhiều lần.", valueName: "LÚC/LÚC"))
  var powerCut: [String] = []

  @Option(help: ArgumentHelp("Đầu ra mất thiết bị; ghi được nhiều lần.", valueName: "ĐẦU-RA=LÚC/LÚC"))
  var deviceLost: [String] = []

  @Option(help: ArgumentHelp("Đồng hồ bị chỉnh số giây, tới hoặc lùi.", valueName: "LÚC=±GIÂY"))
  var clockStep: [String] = []

  @Option(help: ArgumentHelp("Dạng kết quả: text, json, csv hoặc ics.", valueName: "dạng"))
  var format = Format.text

  @OptionGroup var options: StateOptions

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, ics
  }

  func validate() throws {
    let dates = try dates()
    let start = WallTime(local: dates.lowerBound, .midnight, in: .gmt)
    let end = WallTime(local: dates.upperBound + 1, .midnight, in: .gmt)
    for trouble in try troubles(in: .gmt) {
      let (from, to) =
        switch trouble {
        case .powerCut(let from, let to), .deviceLost(_, let from, let to): (from, to)
        case .clockStep(let at, _): (at, at + 1)
        }
      guard from < end, start < to else {
        throw ValidationError(
          "Có sự cố nằm ngoài khoảng mô phỏng \(dates.lowerBound) đến \(dates.upperBound).")
      }
    }
  }

  private func dates() throws -> ClosedRange<CivilDate> {
    let (from, to) = (try from.date(of: "--from"), try to.date(of: "--to"))
    guard from <= to, to.dayNumber - from.dayNumber < 1500 else {
      throw ValidationError("--to phải từ ngày --from trở đi, không quá 1500 ngày.")
    }
    return from...to
  }

  func run() async throws {
    try await Failure.reported {
      let source = try ScheduleSource.chosen(folder, options)
      let troubles = try troubles(in: source.timeZone)
      let outputs = source.station.outputs.map(\.id)
      for case .deviceLost(let output, _, _) in troubles where !outputs.contains(output) {
        Console.error("Không có đầu ra «\(output)»; chờ một trong: \(outputs.joined(separator: ", ")).")
        throw Failure.usage
      }
      let log = Simulation(source.input, troubles: troubles).run(try dates())
      let report = SimulationReport(log: log, station: source.station)
      switch format {
      case .text: for line in report.lines(source.place) { Console.print(line) }
      case .json: Console.print(try StableJSON.text(log))
      case .csv: FileHandle.standardOutput.write(Data(report.csv.utf8))
      case .ics:
        let calendar = ICalendarComponent.simulation(
          log, station: source.station, stamp: SystemClock().now().wall)
        FileHandle.standardOutput.write(Data(calendar.text.utf8))
      }
    }
  }

  // MARK: Troubles

  private static let longestStep = 31 * 86_400

  private func troubles(in zone: TimeZone) throws -> [Trouble] {
    try powerCut.map { text in
      let (from, to) = try span(text, in: zone)
      return .powerCut(from: from, to: to)
    }
      + deviceLost.map { text in
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { throw ValidationError("«\(text)» không đọc được; chờ ĐẦU-RA=LÚC/LÚC.") }
        let (from, to) = try span(String(parts[1]), in: zone)
        return .deviceLost(output: String(parts[0]), from: from, to: to)
      }
      + clockStep.map { text in
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let seconds = Int(parts[1]), seconds != 0 else {
          throw ValidationError("«\(text)» không đọc được; chờ LÚC=±GIÂY, ví dụ 2027-02-12T16:55=+600.")
        }
        guard (-Self.longestStep...Self.longestStep).contains(seconds) else {
          throw ValidationError(
            "«\(text)»: đồng hồ chỉ chỉnh được tới \(Self.longestStep) giây (31 ngày) mỗi lần.")
        }
        return .clockStep(at: try instant(parts[0], in: zone), seconds: seconds)
      }
  }

  private func span(_ text: String, in zone: TimeZone) throws -> (WallTime, WallTime) {
    let parts = text.split(separator: "/")
    guard parts.count == 2 else { throw ValidationError("«\(text)» không đọc được; chờ LÚC/LÚC.") }
    let (from, to) = (try instant(parts[0], in: zone), try instant(parts[1], in: zone))
    guard from < to else { throw ValidationError("«\(text)»: lúc sau phải muộn hơn lúc trước.") }
    return (from, to)
  }

  private func instant(_ text: Substring, in zone: TimeZone) throws -> WallTime {
    let parts = text.split(separator: "T")
    guard parts.count == 2, let date = CivilDate(String(parts[0])), let time = TimeOfDay(String(parts[1]))
    else {
      throw ValidationError(
        "«\(text)» không phải một lúc; chờ NĂM-THÁNG-NGÀYTGIỜ:PHÚT, ví dụ 2027-02-03T06:00.")
    }
    guard CivilDate.planned.contains(date) else {
      throw ValidationError("«\(text)» ngoài khoảng tính được; chờ ngày từ năm 1900 đến hết năm 2199.")
    }
    return WallTime(local: date, time, in: zone)
  }
}
