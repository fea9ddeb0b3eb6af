import ArgumentParser
import BroadcastCore
import Foundation

struct BulletinCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bulletin", abstract: "Buổi phát gồm nhiều bản tin: xem, duyệt như một, trả lại.",
    subcommands: [
      BulletinListCommand.self, BulletinShowCommand.self, BulletinApproveCommand.self,
      BulletinReturnCommand.self,
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
      Console.print("\(entry.bulletin.title) (\(entry.bulletin.airClass.vietnamese))")
      Console.print("  Mở đầu: \(entry.bulletin.introduction)")
      for item in entry.items {
        Console.print("  - \(item.announcement.id) [\(item.state.vietnamese)] \(item.announcement.title)")
      }
      Console.print("  Kết thúc: \(entry.bulletin.closing)")
      Console.print(
        "  "
          + (entry.isApproved
            ? "Đã duyệt bởi \(entry.approval?.approver ?? "")" : "CHƯA DUYỆT, sẽ không phát"))
    }
  }
}

struct BulletinApproveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve", abstract: "Duyệt cả buổi phát; đổi một chữ hay thứ tự là phải duyệt lại.")

  @Argument(help: ArgumentHelp("Tên ngắn.", valueName: "buổi phát"))
  var id: String

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let database = try options.database()
      let now = SystemClock().now()
      guard case .account(let account) = try identity.actor(for: .approve, in: database, at: now),
        let approver = try AccountStore(database).accounts().first(where: { $0.id == account })
      else { throw AccountError(.nobody) }
      let desk = BulletinDesk(database)
      try desk.approve(id, seen: try desk.bulletin(id).contentHash, by: approver, at: now)
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
      let database = try options.database()
      let now = SystemClock().now()
      let actor = try identity.actor(for: .approve, in: database, at: now)
      try BulletinDesk(database).sendBack(id, reason: reason, by: actor, at: now)
      Console.print("Đã trả lại buổi phát «\(id)»: sẽ không phát.")
    }
  }
}
