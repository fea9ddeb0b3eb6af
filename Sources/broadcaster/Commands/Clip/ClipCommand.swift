import ArgumentParser
import BroadcastCore
import Foundation

struct ClipCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clip", abstract: "Bản ghi âm: lời chúc của Chủ tịch, bản tin thu sẵn.",
    subcommands: [
      ClipAddCommand.self, ClipRecordCommand.self, ClipListCommand.self, ClipShowCommand.self,
      ClipPlayCommand.self,
      ClipTrimCommand.self, ClipRetireCommand.self,
    ])
}

/// How a recording is told to people and programs.
enum ClipText {
  static func line(_ clip: StoredClip) -> String {
    "\(clip.id)\t\(duration(clip.seconds))\t\(clip.language)\t\(decibels(clip.loudness)) LUFS\t\(clip.title)"
      + (clip.isRetired ? "\t(đã ngừng dùng)" : "")
  }

  static func description(_ clip: StoredClip) -> String {
    var lines = [
      "\(clip.id)  \(clip.title)", "  Dài: \(duration(clip.seconds)); ngôn ngữ: \(clip.language)",
      "  Độ to: \(decibels(clip.loudness)) LUFS; đỉnh: \(decibels(clip.truePeak)) dBTP; ồn nền: \(decibels(clip.noiseFloor)) dBFS",
      "  Nguồn: \(clip.sourceFormat), SHA-256 \(clip.sourceHash)", "  Trong kho: \(clip.hash.rawValue).flac",
      "  Người thêm: \(clip.addedBy), lúc \(clip.addedAt)",
    ]
    lines += clip.warnings.map { "  Chú ý: \($0)." }
    return lines.joined(separator: "\n")
  }

  static func json(_ clip: StoredClip) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(clip), as: UTF8.self)
  }

  /// `1:05`.
  static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    return "\(whole / 60):" + (whole % 60 < 10 ? "0" : "") + "\(whole % 60)"
  }

  /// Hundredths as Vietnamese writes decimals: `-16,02`.
  static func decibels(_ hundredths: Int) -> String {
    let magnitude = abs(hundredths)
    let tail = magnitude % 100 < 10 ? "0\(magnitude % 100)" : "\(magnitude % 100)"
    return (hundredths < 0 ? "-" : "") + "\(magnitude / 100),\(tail)"
  }
}

struct ClipListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Liệt kê bản ghi.")

  @Flag(help: "Cả những bản ghi đã ngừng dùng.")
  var all = false

  @Option(help: "text hoặc json (mỗi dòng một bản ghi).")
  var format = OutputFormat.text

  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let store = ClipStore(try options.existingDatabase(), library: options.library)
      let clips = try store.clips(withRetired: all)
      if clips.isEmpty, format == .text {
        Console.print("Chưa có bản ghi nào: broadcaster clip add TỆP --title …")
      }
      for clip in clips { Console.print(format == .json ? try ClipText.json(clip) : ClipText.line(clip)) }
    }
  }
}

struct ClipShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Một bản ghi với các số đo.")

  @Argument(help: ArgumentHelp("Tên ngắn, ví dụ bg-1.", valueName: "bản ghi"))
  var clip: String

  @Option(help: "text hoặc json.")
  var format = OutputFormat.text

  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let found = try ClipStore(try options.existingDatabase(), library: options.library).clip(clip)
      Console.print(format == .json ? try ClipText.json(found) : ClipText.description(found))
    }
  }
}

struct ClipTrimCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trim", abstract: "Cắt lấy một đoạn thành bản ghi mới; bản cũ còn nguyên.")

  @Argument(help: ArgumentHelp("Tên ngắn, ví dụ bg-1.", valueName: "bản ghi"))
  var clip: String

  @Option(help: ArgumentHelp("Từ giây thứ.", valueName: "giây"))
  var from = 0.0

  @Option(help: ArgumentHelp("Đến giây thứ; không ghi thì đến hết.", valueName: "giây"))
  var to: Double?

  @Option(help: ArgumentHelp("Tên gọi của bản ghi mới.", valueName: "tên gọi"))
  var title: String?

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let mandate = try identity.mandate(.write, in: options, beforeAccounts: true)
      let new = try ClipStore(mandate.database, library: options.library)
        .trim(
          clip, from: from, to: to, title: title,
          loudness: try StationStore(mandate.database).snapshot().station.speech.loudness, by: mandate.actor,
          at: mandate.now)
      Console.print(ClipText.description(new))
    }
  }
}

struct ClipRetireCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire", abstract: "Ngừng dùng một bản ghi; âm thanh đã phát vẫn giữ làm minh chứng.")

  @Argument(help: ArgumentHelp("Tên ngắn, ví dụ bg-1.", valueName: "bản ghi"))
  var clip: String

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let mandate = try identity.mandate(.write, in: options, beforeAccounts: true)
      try ClipStore(mandate.database, library: options.library).retire(
        clip, by: mandate.actor, at: mandate.now)
      Console.print("Đã ngừng dùng \(clip).")
    }
  }
}
