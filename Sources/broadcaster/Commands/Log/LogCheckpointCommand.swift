import ArgumentParser
import BroadcastCore
import Foundation

struct LogCheckpointCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: "Ký điểm chốt của nhật ký; in ra, gửi cấp trên, hoặc so với điểm chốt cũ.")

  @Option(help: ArgumentHelp("Ghi điểm chốt vào tệp này.", valueName: "tệp"))
  var output: String?

  @Option(help: ArgumentHelp("Mã QR: tệp .svg, hoặc text để hiện trên màn hình.", valueName: "tệp"))
  var qr: String?

  @Option(
    help: ArgumentHelp("Chứng minh nhật ký chỉ dài thêm kể từ điểm chốt trong tệp này.", valueName: "tệp"))
  var compare: String?

  @Option(help: "text hoặc json.")
  var format = OutputFormat.text

  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      _ = try options.existingDatabase()
      let log = PlaybackLog(database: try options.database())
      let old = try compare.map { try NoteFile.read($0) }
      let kept = try CheckpointMaker(log: log, key: options.logKey(log)).make(
        .command, at: SystemClock().now())
      let text = kept.note.description
      if let output { try Data(text.utf8).write(to: URL(filePath: output), options: .atomic) }
      if let qr { try show(text, qr) }
      if let old {
        try compare(old, kept, log)
      } else if format == .json {
        Console.print(
          CanonicalJSON.object([
            "schema": 1, "origin": .string(kept.checkpoint.origin), "size": .integer(kept.checkpoint.size),
            "root": .string(kept.checkpoint.root.hex), "note": .string(text),
          ]).line)
      } else if output == nil, qr != "text" {
        Console.print(String(text.dropLast()))
      }
    }
  }

  private func show(_ text: String, _ qr: String) throws {
    guard let code = QRCode(text) else { throw ValidationError("Điểm chốt quá dài cho mã QR.") }
    if qr == "text" {
      Console.print(code.terminal)
    } else {
      try Data(code.svg.utf8).write(to: URL(filePath: qr), options: .atomic)
    }
  }

  private func compare(_ old: SignedNote, _ kept: CheckpointMaker.Kept, _ log: PlaybackLog) throws {
    let earlier = try Checkpoint(in: old)
    let growth = try log.growth(from: earlier, to: kept.checkpoint)
    try growth.check()
    let keys = try options.logKey(log).history()
    guard keys.contains(where: { (try? old.verify(by: $0)) != nil }) else {
      Console.error("Điểm chốt cũ không do khóa nào của đài này ký: \(old.signers.joined(separator: ", ")).")
      throw Failure.badData
    }
    if format == .json {
      Console.print(
        CanonicalJSON.object([
          "schema": 1, "old": .string(old.description), "new": .string(kept.note.description),
          "consistency": .array(growth.path.map { .string($0.hex) }),
        ]).line)
    } else {
      Console.print(
        "Nhật ký chỉ dài thêm: từ \(earlier.size) lên \(kept.checkpoint.size) mục, "
          + "chứng minh bằng \(growth.path.count) mã băm.")
      for hash in growth.path { Console.print("  \(hash.hex)") }
    }
  }
}

/// A signed note in a file that someone kept.
enum NoteFile {
  static func read(_ path: String) throws -> SignedNote {
    let data = try Data(contentsOf: URL(filePath: path))
    guard data.count < 1 << 20, let text = String(validating: data, as: UTF8.self) else {
      throw NoteError.malformed
    }
    return try SignedNote(reading: text)
  }
}

struct LogKeyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Khóa công khai để kiểm tra chữ ký của nhật ký.",
    subcommands: [Show.self, Rotate.self], defaultSubcommand: Show.self)

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Hiện khóa công khai (C2SP vkey); gửi cho cấp trên giữ.")

    @OptionGroup var options: StateOptions

    func run() async throws {
      try await Failure.reported {
        let log = PlaybackLog(database: try options.existingDatabase())
        Console.print("\(try options.logKey(log).current().verifier)")
      }
    }
  }

  struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Đổi khóa: khóa cũ ký cho khóa mới, và nhật ký ghi lại việc đó.")

    @OptionGroup var options: StateOptions

    func run() async throws {
      try await Failure.reported {
        _ = try options.existingDatabase()
        let log = PlaybackLog(database: try options.database())
        let (old, new) = try options.logKey(log).rotate(at: SystemClock().now())
        Console.print("Khóa cũ: \(old)\nKhóa mới: \(new)")
      }
    }
  }
}
