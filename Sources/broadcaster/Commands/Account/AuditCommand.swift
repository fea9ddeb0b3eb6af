import ArgumentParser
import BroadcastCore
import Foundation

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Lịch sử thay đổi: ai đổi gì, trước và sau.",
    subcommands: [AuditListCommand.self])
}

struct AuditListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Liệt kê các thay đổi.")

  @Option(
    help: ArgumentHelp("Chỉ loại này: account, announcement, bulletin, clip, setup …", valueName: "loại"))
  var object: String?

  @Option(help: ArgumentHelp("Chỉ của người này: tk-1 …", valueName: "tài khoản"))
  var by: String?

  @Flag(help: "In cả nội dung trước và sau.")
  var full = false

  @Option(help: "text hoặc json (chính các dòng đã được băm).")
  var format = OutputFormat.text

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let mandate = try identity.mandate(.audit, in: options, beforeAccounts: true)
      let log = PlaybackLog(database: mandate.database)
      for entry in try AuditTrail.entries(of: object, id: nil, in: log) {
        if let by, AuditTrail.actor(entry) != by { continue }
        Console.print(format == .json ? entry.line : AuditTrail.line(entry, full: full))
      }
    }
  }
}

/// Changes as the log has them.
enum AuditTrail {
  static func entries(of object: String?, id: String?, in log: PlaybackLog) throws -> [LogEntry] {
    // A line that cannot be read, or was changed, may be one that someone wants hidden: it is always shown.
    try log.entries().filter { entry in
      guard entry.isIntact, let line = try? LogLine(entry.line) else { return true }
      guard line.kind == "changed" || line.kind == "applied" else { return false }
      return (object == nil || name(line) == object) && (id == nil || line.id == id)
    }
  }

  static func actor(_ entry: LogEntry) -> String? { (try? LogLine(entry.line))?.by }

  /// What kind of thing was changed; the whole set-up by `apply`.
  private static func name(_ line: LogLine) -> String { line.kind == "applied" ? "setup" : line.object ?? "" }

  static func line(_ entry: LogEntry, full: Bool = false) -> String {
    guard let line = try? LogLine(entry.line) else { return "KHÔNG ĐỌC ĐƯỢC: \(entry.line)" }
    let action = line.kind == "applied" ? "apply" : line.action ?? ""
    var text =
      "#\(line.seq)\t\(line.wall)\t\(line.by ?? "?")\t\(name(line)) \(line.id ?? "")\t\(action)"
    if !entry.isIntact { text += "\tDÒNG NHẬT KÝ ĐÃ BỊ SỬA" }
    guard full else { return text }
    for (mark, name) in [("-", "before"), ("+", "after")] {
      guard let value = entry.texts[name] else { continue }
      if entry.alteredTexts.contains(name) {
        text += "\n    \(mark) NỘI DUNG ĐÃ BỊ SỬA, không khớp mã băm trong nhật ký:"
      }
      for part in value.split(whereSeparator: \.isNewline) { text += "\n    \(mark) \(part)" }
    }
    return text
  }
}
