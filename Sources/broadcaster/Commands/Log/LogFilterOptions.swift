import ArgumentParser
import BroadcastCore
import Foundation

/// A span of days, in the station's time.
struct DaySpanOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Từ ngày này (NĂM-THÁNG-NGÀY, giờ của đài).", valueName: "ngày"),
    transform: DaySpanOptions.day)
  var from: CivilDate?

  @Option(help: ArgumentHelp("Đến hết ngày này.", valueName: "ngày"), transform: DaySpanOptions.day)
  var to: CivilDate?

  func validate() throws {
    if let from, let to, to < from { throw ValidationError("--to không được trước --from.") }
  }

  private static func day(_ text: String) throws -> CivilDate {
    guard let date = CivilDate(text) else {
      throw ValidationError("«\(text)» không phải ngày dạng NĂM-THÁNG-NGÀY.")
    }
    return date
  }

  /// UTC, as entries tell their time; the end is not included.
  func span(in zone: TimeZone) -> LogFilter.Span {
    LogFilter.Span(
      from: from.map { WallTime(local: $0, .midnight, in: zone) },
      to: to.map { WallTime(local: $0 + 1, .midnight, in: zone) })
  }
}

/// Which entries `log list` shows.
struct LogFilterOptions: ParsableArguments {
  @OptionGroup var days: DaySpanOptions

  @Option(help: ArgumentHelp("Chỉ cụm loa này (định phát hoặc nghe thấy).", valueName: "cụm"))
  var zone: String?

  @Option(help: ArgumentHelp("completed, cut, failed, interrupted hoặc refused.", valueName: "kết quả"))
  var outcome: String?

  @Option(help: ArgumentHelp("Chỉ mục phục vụ tiêu chí này.", valueName: "mã"))
  var criterion: String?

  @Option(
    name: .customLong("class"),
    help: ArgumentHelp("filler, test, routine, priority hoặc emergency.", valueName: "loại"))
  var airClass: String?

  @Option(help: ArgumentHelp("Chỉ loại mục này (accepted, ended, refused…).", valueName: "loại mục"))
  var kind: String?

  func validate() throws {
    if let outcome, outcome != "refused", Outcome(rawValue: outcome) == nil {
      throw ValidationError("--outcome phải là completed, cut, failed, interrupted hoặc refused.")
    }
    if let kind, LogRecord.Kind(rawValue: kind) == nil {
      throw ValidationError(
        "--kind phải là một trong: \(LogRecord.Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    if let airClass, AirClass(rawValue: airClass) == nil {
      throw ValidationError("--class phải là filler, test, routine, priority hoặc emergency.")
    }
  }

  func filter(in timeZone: TimeZone) -> LogFilter {
    LogFilter(
      span: days.span(in: timeZone), zone: zone, outcome: outcome, criterion: criterion, airClass: airClass,
      kind: kind.flatMap { LogRecord.Kind(rawValue: $0) })
  }
}

extension Station? {
  /// Where no set-up was applied, days are those of Việt Nam.
  var timeZone: TimeZone { self?.foundationTimeZone ?? TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt }
}
