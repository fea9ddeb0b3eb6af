import ArgumentParser
import BroadcastCore
import Foundation

// Commands that only look.

struct AnnouncementListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Liệt kê bản tin và trạng thái duyệt.")

  @Option(help: "Chỉ trạng thái này: draft, submitted, returned, approved, retired.")
  var only: String?

  @Option(help: "text hoặc json (mỗi dòng một bản tin).")
  var format = OutputFormat.text

  @OptionGroup var options: StateOptions

  func validate() throws {
    if let only, AnnouncementState(rawValue: only) == nil {
      throw ValidationError(
        "Không có trạng thái «\(only)»; chờ \(AnnouncementState.allCases.map(\.rawValue).joined(separator: ", "))."
      )
    }
  }

  func run() async throws {
    try await Failure.reported {
      for stored in try AnnouncementDesk(try options.existingDatabase()).announcements()
      where only.map({ $0 == stored.state.rawValue }) ?? (stored.state != .retired) {
        if format == .json {
          Console.print(try AnnouncementLine.json(stored))
        } else {
          let note = stored.note.isEmpty ? "" : "\t(\(stored.note))"
          Console.print(
            "\(stored.announcement.id)\tv\(stored.version)\t\(stored.state.vietnamese)\t"
              + "\(stored.announcement.airClass.vietnamese)\t\(stored.announcement.title)\(note)")
        }
      }
    }
  }
}

struct AnnouncementShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Một bản tin: nội dung, cách đọc, ai soạn, ai duyệt.")

  @Argument(help: ArgumentHelp("Tên ngắn.", valueName: "bản tin"))
  var id: String

  @Option(help: ArgumentHelp("Phiên bản; không ghi là bản mới nhất.", valueName: "N"))
  var version: Int?

  @Option(help: "text hoặc json.")
  var format = OutputFormat.text

  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let desk = AnnouncementDesk(try options.existingDatabase())
      let stored = try desk.announcement(id)
      let versions = try desk.versions(of: id)
      guard let shown = versions.first(where: { $0.number == version ?? stored.version }) else {
        throw ApprovalError(.unknownVersion(version ?? 0, known: versions.count), id)
      }
      let isCurrent = shown.number == stored.version
      if format == .json {
        var line = stored
        if !isCurrent {
          line = StoredAnnouncement(
            announcement: shown.announcement, author: shown.author, approval: nil, state: .retired,
            version: shown.number, source: stored.source)
        }
        Console.print(try AnnouncementLine.json(line))
        return
      }
      Console.print(
        "\(id), phiên bản \(shown.number)/\(versions.last?.number ?? shown.number), "
          + (isCurrent ? stored.state.vietnamese : "bản cũ, không dùng"))
      Console.print(AnnouncementLine.facts(of: shown.announcement))
      Console.print("  Người soạn: \(shown.author)")
      if !isCurrent {
        if let approver = shown.approver { Console.print("  Người duyệt khi ấy: \(approver)") }
        return
      }
      if let approval = stored.approval {
        Console.print("  Người duyệt: \(approval.approver)\(approval.at.map { " lúc \($0)" } ?? "")")
      }
      if !stored.note.isEmpty { Console.print("  Lý do trả lại: \(stored.note)") }
    }
  }
}

struct AnnouncementHistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Các phiên bản của một bản tin và ai đã làm gì.")

  @Argument(help: ArgumentHelp("Tên ngắn.", valueName: "bản tin"))
  var id: String

  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let database = try options.existingDatabase()
      for version in try AnnouncementDesk(database).versions(of: id) {
        Console.print(
          "v\(version.number)\t\(version.author)\t\(version.announcement.contentHash.prefix(16))\t\(version.announcement.title)"
        )
      }
      for entry in try AuditTrail.entries(of: "announcement", id: id, in: PlaybackLog(database: database)) {
        Console.print(AuditTrail.line(entry))
      }
    }
  }
}

struct AnnouncementDiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Khác nhau giữa hai phiên bản: «-» là cũ, «+» là mới.")

  @Argument(help: ArgumentHelp("Tên ngắn.", valueName: "bản tin"))
  var id: String

  @Option(help: ArgumentHelp("Phiên bản cũ; không ghi là bản ngay trước.", valueName: "N"))
  var from: Int?

  @Option(help: ArgumentHelp("Phiên bản mới; không ghi là bản mới nhất.", valueName: "N"))
  var to: Int?

  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let desk = AnnouncementDesk(try options.existingDatabase())
      let versions = try desk.versions(of: id)
      let last = versions.last?.number ?? 1
      // The one in use may be an older one that came back with the files.
      let new = try to ?? desk.announcement(id).version
      guard let after = versions.first(where: { $0.number == new }) else {
        throw ApprovalError(.unknownVersion(new, known: last), id)
      }
      let old = from ?? versions.last { $0.number < new }?.number ?? versions.last?.number ?? new
      guard let before = versions.first(where: { $0.number == old }) else {
        throw ApprovalError(.unknownVersion(old, known: last), id)
      }
      let lines = after.difference(from: before)
      Console.print("«\(id)»: phiên bản \(old) → \(new)" + (lines.isEmpty ? ": không khác." : ""))
      for line in lines { Console.print("  " + line) }
    }
  }
}

struct AnnouncementListenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "listen", abstract: "Nghe đúng những gì sẽ phát; không phải phát sóng.")

  @Argument(help: ArgumentHelp("Tên ngắn.", valueName: "bản tin"))
  var id: String

  @Option(help: ArgumentHelp("Thiết bị ALSA để nghe.", valueName: "tên"))
  var device = "default"

  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let database = try options.existingDatabase()
      let stored = try AnnouncementDesk(database).announcement(id)
      let station = try StationStore(database).snapshot().station
      let hearing = try await ApprovalHearing.prepare(
        stored.announcement, station, options.library, at: SystemClock().now())
      Console.print(hearing.description)
      for clip in hearing.clips { try await Listening.play(try options.library.load(clip), on: device) }
    }
  }
}

/// An announcement in lines.
enum AnnouncementLine {
  /// For people: what an approver answers for, a fact a line.
  static func facts(of announcement: Announcement) -> String {
    announcement.facts.filter { !$0.value.isEmpty }.map { fact in
      "  \(fact.name): \(fact.value.replacingOccurrences(of: "\n", with: "\n    "))"
    }.joined(separator: "\n")
  }

  private struct Line: Encodable {
    var id: String
    var version: Int
    var state: String
    var source: String
    var author: String
    var approver: String?
    var isApproved: Bool
    var contentHash: String
    var note: String
    var announcement: Announcement
  }

  /// For programs.
  static func json(_ stored: StoredAnnouncement) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let line = Line(
      id: stored.announcement.id, version: stored.version, state: stored.state.rawValue,
      source: stored.source.rawValue, author: stored.author, approver: stored.approval?.approver,
      isApproved: stored.isApproved, contentHash: stored.announcement.contentHash, note: stored.note,
      announcement: stored.announcement)
    return String(decoding: try encoder.encode(line), as: UTF8.self)
  }
}
