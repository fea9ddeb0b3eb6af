import ArgumentParser
import BroadcastCore
import Foundation

struct BulletinCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bulletin", abstract: "Buổi phát gồm nhiều bản tin: xem, duyệt như một, trả lại.",
    subcommands: [
      BulletinListCommand.self, BulletinShowCommand.self, BulletinApproveCommand.self,
      BulletinReturnCommand.self, BulletinListenCommand.self,
    ])
}

struct BulletinListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Liệt kê các buổi phát.")

  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      for entry in try BulletinDesk(try options.existingDatabase()).bulletins() {
        let state =
          entry.isApproved ? "đã duyệt" : entry.approval == nil ? "chờ duyệt" : "đã sửa sau khi duyệt"
        Console.print(
          "\(entry.bulletin.id)\t\(state)\t\(entry.bulletin.items.count) bản tin\t\(entry.bulletin.title)")
      }
    }
  }
}

struct BulletinShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Một buổi phát với các bản tin của nó.")

  @Argument(help: ArgumentHelp("Tên ngắn.", valueName: "buổi phát"))
  var id: String

  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let entry = try BulletinDesk(try options.existingDatabase()).bulletin(id)
      Console.print(BulletinText.lines(of: entry))
      Console.print(
        "  "
          + (entry.isApproved
            ? "Đã duyệt bởi \(entry.approval?.approver ?? "")" : "CHƯA DUYỆT, sẽ không phát"))
    }
  }
}

private enum BulletinText {
  /// What an approver answers for.
  static func lines(of entry: BulletinDesk.Entry) -> String {
    let items = entry.items.map {
      "  - \($0.announcement.id) [\($0.state.vietnamese)] \($0.announcement.title)"
    }
    return
      ([
        "\(entry.bulletin.title) (\(entry.bulletin.airClass.vietnamese))",
        "  Mở đầu: \(entry.bulletin.introduction)",
      ] + items + [
        "  Kết thúc: \(entry.bulletin.closing)", "  Mã nội dung: \(code(of: entry))",
      ]).joined(separator: "\n")
  }

  /// Enough of the content hash to tell two bulletins apart.
  static func code(of entry: BulletinDesk.Entry) -> String { String(entry.contentHash.prefix(12)) }
}

struct BulletinApproveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Duyệt cả buổi phát; đổi một chữ hay thứ tự là phải duyệt lại.")

  @Argument(help: ArgumentHelp("Tên ngắn.", valueName: "buổi phát"))
  var id: String

  @Option(
    help: ArgumentHelp(
      "Mã nội dung đã xem («bulletin show»); không ghi thì chương trình cho xem và hỏi.", valueName: "mã"))
  var content: String?

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let mandate = try identity.mandate(.approve, in: options)
      let approver = try mandate.account()
      let desk = BulletinDesk(mandate.database)
      let entry = try desk.bulletin(id)
      let code = BulletinText.code(of: entry)
      if let content {
        guard content == code else { throw ApprovalError(.bulletinChanged, id) }
      } else {
        Console.print(BulletinText.lines(of: entry))
        try SecondStep.ask(
          "Duyệt buổi phát này?", otherwise: "--content \(code), sau khi xem («bulletin show \(id)»)")
      }
      let station = try StationStore(mandate.database).snapshot().station
      let hearing = try await ApprovalHearing.prepare(entry, station, options.library, at: mandate.now)
      try desk.approve(
        id, seen: entry.contentHash, spoken: hearing.spokenHash, policy: station.approval, by: approver,
        at: mandate.now)
      Console.print("«\(approver.title)» đã duyệt buổi phát «\(id)».")
    }
  }
}

struct BulletinReturnCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "return", abstract: "Rút duyệt một buổi phát, kèm lý do.")

  @Argument(help: ArgumentHelp("Tên ngắn.", valueName: "buổi phát"))
  var id: String

  @Option(help: ArgumentHelp("Vì sao, cần sửa gì.", valueName: "lý do"))
  var reason: String

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let mandate = try identity.mandate(.approve, in: options)
      try BulletinDesk(mandate.database).sendBack(id, reason: reason, by: mandate.actor, at: mandate.now)
      Console.print("Đã trả lại buổi phát «\(id)»: sẽ không phát.")
    }
  }
}

struct BulletinListenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "listen", abstract: "Nghe buổi phát của hôm nay; không phải phát sóng.")

  @Argument(help: ArgumentHelp("Tên ngắn.", valueName: "buổi phát"))
  var id: String

  @Option(help: ArgumentHelp("Thiết bị ALSA để nghe.", valueName: "tên"))
  var device = "default"

  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let database = try options.existingDatabase()
      let station = try StationStore(database).snapshot().station
      let hearing = try await ApprovalHearing.prepare(
        try BulletinDesk(database).bulletin(id), station, options.library, at: SystemClock().now())
      Console.print(hearing.description)
      for clip in hearing.clips { try await Listening.play(try options.library.load(clip), on: device) }
    }
  }
}
