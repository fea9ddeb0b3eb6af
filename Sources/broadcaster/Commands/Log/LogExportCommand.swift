import ArgumentParser
import BroadcastCore
import Foundation

struct LogExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Xuất hồ sơ nhật ký có chữ ký, để người khác kiểm tra không cần máy này."
  )

  @Option(help: ArgumentHelp("Thư mục mới cho hồ sơ.", valueName: "thư mục"))
  var out: String

  @Flag(help: "Kèm tiêu đề và nội dung bản tin (dữ liệu riêng).")
  var withTexts = false

  @Option(help: ArgumentHelp("Kèm bản lưu âm của lượt phát ở mục này; dùng được nhiều lần.", valueName: "số"))
  var sound: [Int64] = []

  @OptionGroup var filters: LogFilterOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      _ = try options.existingDatabase()
      let database = try options.database()
      let log = PlaybackLog(database: database)
      let key = options.logKey(log)
      let kept = try CheckpointMaker(log: log, key: key).make(.export, at: SystemClock().now())
      let filter = filters.filter(in: try StationStore(database).timeZone())
      guard let range = try log.range(of: filter) else {
        Console.error("Nhật ký không có mục nào như thế.")
        throw Failure.badData
      }
      let sounds = try SoundChoice.find(sound, log, options.archive)
      let entries = Array(sounds.files.keys)
      let summary = try BundleWriter(log: log, key: key).write(
        out, from: (entries + [range.lowerBound]).min() ?? 0,
        to: (entries.map { $0 + 1 } + [range.upperBound]).max() ?? 0, checkpoint: kept, withTexts: withTexts,
        selection: filter.isNarrow ? try log.numbers(of: filter) : nil, sounds: sounds)
      Console.print(
        "Đã xuất \(summary.entries) mục trong nhật ký \(summary.checkpoint.size) mục ra \(out).\nKhóa: \(summary.key)"
      )
    }
  }
}

struct LogVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Kiểm tra nhật ký của đài, hoặc một hồ sơ đã xuất: chỉ ra mục sai đầu tiên.")

  @Argument(
    help: ArgumentHelp("Thư mục hồ sơ; không có thì kiểm tra nhật ký trong --state.", valueName: "hồ sơ"))
  var bundle: String?

  @Option(help: ArgumentHelp("Khóa công khai mà bạn giữ, hoặc tệp có khóa đó.", valueName: "vkey"))
  var key: String?

  @Option(help: ArgumentHelp("Điểm chốt mà bạn giữ; dùng được nhiều lần.", valueName: "tệp"))
  var checkpoint: [String] = []

  @Flag(help: "Chỉ kiểm tra mã băm và điểm chốt trong --state, không đọc nội dung các mục.")
  var hashesOnly = false

  @Option(help: "text hoặc json.")
  var format = OutputFormat.text

  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let known = try checkpoint.map { try NoteFile.read($0) }
      let trusted = try key.map(trustedKey)
      let report =
        if let bundle {
          BundleVerifier(bundle, trusted: trusted, known: known).verify()
        } else {
          try StateVerifier(
            try options.existingDatabase(), trusted: trusted, known: known, readsEntries: !hashesOnly
          ).verify()
        }
      if format == .json { Console.print(report.json.line) } else { show(report) }
      if !report.isGood { throw Failure.badData }
    }
  }

  private func trustedKey(_ text: String) throws -> VerifierKey {
    if let key = VerifierKey(text) { return key }
    let file = try? String(contentsOfFile: text, encoding: .utf8)
    guard let key = file.flatMap({ VerifierKey($0.trimmingCharacters(in: .whitespacesAndNewlines)) }) else {
      throw ValidationError("--key phải là khóa dạng tên+mã+Base64, hoặc tệp có khóa đó.")
    }
    return key
  }

  private func show(_ report: VerificationReport) {
    for fault in report.faults { Console.print("SAI: \(fault.vietnamese)") }
    if report.faultCount > report.faults.count {
      Console.print("… và \(report.faultCount - report.faults.count) chỗ sai nữa.")
    }
    for note in report.notes { Console.print("Chú ý: \(note)") }
    let held = "\(report.entries) mục, khớp \(report.checkpointsHeld) điểm chốt"
    if report.isGood {
      Console.print("ĐÚNG: \(held).")
    } else if let first = report.firstBadEntry {
      Console.print("KHÔNG ĐÚNG (\(held)). Mục sai đầu tiên: \(first.vietnamese)")
    } else {
      Console.print("KHÔNG ĐÚNG (\(held)).")
    }
  }
}
