import ArgumentParser
import BroadcastCore
import Foundation

/// `broadcaster calendar`: a wall calendar with solar and lunar dates and the holidays.
struct CalendarCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar", abstract: "In lịch dương, lịch âm, ngày lễ và can chi của một năm.",
    discussion: """
      Ví dụ:
        broadcaster calendar --year 2027
        broadcaster calendar --year 2027 --month 2
        broadcaster calendar --year 2027 --format ics > ngay-le-2027.ics
      """)

  // Read as text, so that a mistake is answered in Vietnamese.
  @Option(help: ArgumentHelp("Năm dương lịch, 1900 đến 2199.", valueName: "năm"))
  var year: String?

  @Option(help: ArgumentHelp("Chỉ một tháng, 1 đến 12.", valueName: "tháng"))
  var month: String?

  @Option(help: ArgumentHelp("Dạng kết quả: text, json hoặc ics.", valueName: "dạng"))
  var format: String = Format.text.rawValue

  @Option(
    help: ArgumentHelp(
      "Tệp ngày lễ riêng của đài (YAML), thay hoặc thêm vào ngày lễ có sẵn.", valueName: "tệp"))
  var holidays: String?

  enum Format: String, CaseIterable {
    case text, json, ics
  }

  func validate() throws {
    _ = try span()
    _ = try outputFormat()
  }

  func run() async throws {
    try await Failure.reported { try output() }
  }

  private func output() throws {
    let span = try span()
    let catalogue = try catalogue()
    let switches = HolidaySwitches()
    // Days off reach a fortnight beyond their holiday, into the span or out of it.
    let around = span.dates.lowerBound - 15...span.dates.upperBound + 15
    let all = catalogue.occurrences(in: around)
    let kept = all.filter { switches.keeps($0.holiday) }
    let within = kept.filter { span.dates.contains($0.date) }
    switch try outputFormat() {
    case .text:
      write(WallCalendar(span, occurrences: kept).text)
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let document = CalendarDocument(span, occurrences: all, switches: switches)
      write(String(decoding: try encoder.encode(document), as: UTF8.self) + "\n")
    case .ics:
      write(ICalendarComponent.holidays(within, revised: catalogue.revised).text)
    }
  }

  private func write(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }

  private func span() throws -> CalendarSpan {
    guard let year else {
      throw ValidationError("Thiếu năm; hãy ghi --year từ 1900 đến 2199, ví dụ --year 2027.")
    }
    guard let year = Int(year), LunarCalendar.supportedYears.contains(year) else {
      throw ValidationError(
        "Năm “\(self.year ?? "")” không tính được; hãy ghi --year từ 1900 đến 2199, ví dụ --year 2027.")
    }
    guard let span = CalendarSpan(year: year, month: try monthNumber()) else {
      throw ValidationError("Tháng “\(month ?? "")” không có; hãy ghi --month từ 1 đến 12.")
    }
    return span
  }

  private func monthNumber() throws -> Int? {
    guard let month else { return nil }
    guard let number = Int(month) else {
      throw ValidationError("Tháng “\(month)” không phải là số; hãy ghi --month từ 1 đến 12.")
    }
    return number
  }

  private func outputFormat() throws -> Format {
    guard let format = Format(rawValue: format) else {
      throw ValidationError("Không có dạng “\(format)”; hãy ghi --format text, json hoặc ics.")
    }
    return format
  }

  private func catalogue() throws -> HolidayCatalogue {
    let standard = try HolidayCatalogue.standard()
    guard let holidays else { return standard }
    let text: String
    do {
      text = try String(contentsOfFile: holidays, encoding: .utf8)
    } catch {
      Console.error(
        "Không đọc được tệp ngày lễ “\(holidays)”; kiểm tra tên, quyền đọc và mã UTF-8. (\(error.localizedDescription))"
      )
      throw Failure.inputOutput
    }
    return standard.overridden(by: try HolidayCatalogue(yaml: text, file: holidays))
  }
}
