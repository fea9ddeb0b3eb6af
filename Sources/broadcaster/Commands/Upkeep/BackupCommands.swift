import ArgumentParser
import BroadcastCore
import Foundation

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Sao lưu cả đài vào một tệp; đài đang chạy vẫn chạy.")

  @Argument(help: ArgumentHelp("Tệp sao lưu, nên để ở ổ khác.", valueName: "tệp"))
  var file: String

  @Flag(help: "Ghi đè nếu tệp đã có.")
  var force = false

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let mandate = try identity.mandate(.administer, in: options, beforeAccounts: true)
      if FileManager.default.fileExists(atPath: file), !force {
        throw ValidationError("\(file) đã có: hãy chọn tên khác hoặc thêm --force.")
      }
      let bar = ProgressLine("Đang sao lưu")
      let summary = try StationBackup.save(state: options.state, to: file) { bar.show($0) }
      bar.end()
      for stranger in summary.strangers {
        Console.error("Chú ý: \(stranger) không phải tệp của đài, không sao lưu.")
      }
      try PlaybackLog(database: mandate.database).append(
        .changed(Change("station", "backup", "backup", after: file), by: mandate.actor), at: mandate.now)
      for damage in summary.damage { Console.error("ĐÀI BỊ HỎNG: \(damage).") }
      Console.print(
        "Đã sao lưu \(summary.files) tệp, \(summary.bytes >> 20) MB, \(summary.entries) mục nhật ký vào \(file), đã đọc lại và khớp."
      )
      Console.print(
        "Tệp này có khóa ký nhật ký và mật khẩu đã băm: hãy cất nơi chỉ người có trách nhiệm mở được.")
      if !summary.damage.isEmpty {
        Console.error(
          "Bản sao lưu đã ghi, nhưng của một đài bị hỏng: hãy giữ các bản cũ. Khôi phục bản này cần --accept-damage."
        )
        throw Failure.badData
      }
    }
  }
}

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Khôi phục một bản sao lưu vào thư mục dữ liệu chưa có đài.")

  @Argument(help: ArgumentHelp("Tệp sao lưu.", valueName: "tệp"))
  var file: String

  @Flag(help: "Khôi phục cả bản sao lưu của một đài đã hỏng; nói rõ hỏng gì.")
  var acceptDamage = false

  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let summary = try StationBackup.restore(file, to: options.state, acceptsDamage: acceptDamage)
      for damage in summary.damage { Console.error("Bị hỏng từ khi sao lưu: \(damage).") }
      // Without it the log would go on as if nothing had been in between.
      try PlaybackLog(database: try options.database()).append(
        .changed(Change("station", "backup", "restore", after: file), by: .unixUser(getuid())),
        at: SystemClock().now())
      Console.print("Đã khôi phục \(summary.files) tệp, \(summary.entries) mục nhật ký vào \(options.state).")
      Console.print("Kiểm tra: broadcaster doctor --state \(options.state)")
    }
  }
}

struct StorageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "storage", abstract: "Chỗ trống trên đĩa và những tệp âm thanh không còn ai dùng.")

  @Flag(help: "Xóa những tệp không ai dùng đã cũ hơn 30 ngày. Không bao giờ xóa những gì nhật ký nhắc tới.")
  var clean = false

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let database = try options.database()
      let storage = ClipStorage(database, library: options.library)
      if let free = storage.freeBytes() {
        Console.print("Còn trống \(free >> 20) MB.")
        if free < 1 << 30 { Console.error("Chú ý: đĩa sắp đầy, hãy dọn hoặc thêm ổ.") }
      }
      let orphans = try storage.orphans(olderThan: 30 * 86_400, now: Date())
      let bytes = orphans.reduce(0) { $0 + $1.bytes }
      Console.print("\(orphans.count) tệp âm thanh cũ không ai dùng, \(bytes >> 20) MB.")
      guard clean, !orphans.isEmpty else { return }
      let mandate = try identity.mandate(.administer, in: options, beforeAccounts: true)
      // Written first: what is gone without a word would look like a loss.
      try PlaybackLog(database: database).append(
        .changed(
          Change("storage", "clips", "clean", before: orphans.map(\.hash.rawValue).joined(separator: "\n")),
          by: mandate.actor),
        at: mandate.now)
      var kept = 0
      for orphan in orphans {
        do {
          try FileManager.default.removeItem(atPath: options.library.path(of: orphan.hash))
        } catch {
          kept += 1
          Console.error("Chưa xóa được \(orphan.hash.rawValue).flac: \(error.localizedDescription)")
        }
      }
      Console.print("Đã xóa \(orphans.count - kept) tệp.")
      if kept > 0 { throw Failure.inputOutput }
    }
  }
}
