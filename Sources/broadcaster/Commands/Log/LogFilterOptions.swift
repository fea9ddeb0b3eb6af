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

/// Which entries `log list`, `show` and `export` are about.
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

  /// Whether anything was asked for.
  var isUsed: Bool { filter(in: .gmt) != LogFilter() }

  func filter(in timeZone: TimeZone) -> LogFilter {
    LogFilter(
      span: days.span(in: timeZone), zone: zone, outcome: outcome, criterion: criterion, airClass: airClass,
      kind: kind.flatMap { LogRecord.Kind(rawValue: $0) })
  }
}

extension StationStore {
  /// The log can be read also where no set-up was applied: zones then show by their short names.
  func stationIfApplied() throws -> Station? {
    do throws(StoreError) {
      return try snapshot().station
    } catch {
      if error.code == .noStation { return nil }
      throw error
    }
  }

  func timeZone() throws -> TimeZone { try stationIfApplied().timeZone }
}

/// The archived files that hold the sound of some entries.
enum SoundChoice {
  /// - Throws: `ArchiveError` where the log does not hold a hash of the sound yet.
  static func find(
    _ entries: [Int64], _ log: PlaybackLog, _ folder: ArchiveFolder
  ) throws -> BundleWriter.Sounds {
    var sounds = BundleWriter.Sounds(folder: folder, files: [:])
    for seq in entries {
      let sound = try log.sound(of: seq, zone: nil, in: folder)
      // Deleted, changed and damaged files are found before they go into a bundle.
      _ = try sound.read(from: folder)
      for piece in sound.pieces {
        guard let entry = piece.entry else { throw ArchiveError.open(file: piece.file) }
        sounds.files[entry] = piece.file
      }
    }
    return sounds
  }
}

extension Station? {
  /// Where no set-up was applied, days are those of Việt Nam.
  var timeZone: TimeZone { self?.foundationTimeZone ?? TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt }
}
