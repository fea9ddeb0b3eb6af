import ArgumentParser
import BroadcastCore
import Foundation

struct AnnouncementCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "announcement", abstract: "Bản tin: soạn, trình, duyệt, trả lại, ngừng dùng.",
    subcommands: [
      AnnouncementNewCommand.self, AnnouncementEditCommand.self, AnnouncementShowCommand.self,
      AnnouncementListCommand.self, AnnouncementSubmitCommand.self, AnnouncementApproveCommand.self,
      AnnouncementReturnCommand.self, AnnouncementRetireCommand.self, AnnouncementHistoryCommand.self,
      AnnouncementDiffCommand.self, AnnouncementListenCommand.self,
    ])
}

struct AnnouncementNewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Soạn bản tin mới từ văn bản, mẫu hoặc bản ghi âm.")

  @Argument(help: ArgumentHelp("Tên ngắn: chữ thường, số, gạch nối.", valueName: "bản tin"))
  var id: String

  @OptionGroup var content: AnnouncementOptions
  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func validate() throws {
    let allowed = id.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    guard allowed, (1...64).contains(id.utf8.count) else {
      throw ValidationError(
        "«\(id)» không dùng làm tên ngắn được: chỉ chữ thường không dấu, chữ số và gạch nối.")
    }
    guard content.title != nil || content.template != nil else {
      throw ValidationError("Bản tin cần --title.")
    }
  }

  func run() async throws {
    try await Failure.reported {
      let mandate = try identity.mandate(.write, in: options)
      var announcement = Announcement(id: id, title: "", airClass: .routine, text: "", opening: [])
      try content.changes(options, mandate.database)(&announcement)
      try AnnouncementDesk(mandate.database).create(announcement, by: mandate.actor, at: mandate.now)
      Console.print("Đã lưu bản tin «\(id)», đang soạn. Trình duyệt: broadcaster announcement submit \(id)")
    }
  }
}

struct AnnouncementEditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Sửa bản tin; thành phiên bản mới và phải trình duyệt lại.")

  @Argument(help: ArgumentHelp("Tên ngắn.", valueName: "bản tin"))
  var id: String

  @OptionGroup var content: AnnouncementOptions
  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let mandate = try identity.mandate(.write, in: options)
      let after = try AnnouncementDesk(mandate.database).edit(
        id, by: mandate.actor, at: mandate.now, try content.changes(options, mandate.database))
      Console.print(
        "Đã lưu phiên bản \(after.version) của «\(id)». Trình duyệt: broadcaster announcement submit \(id)")
    }
  }
}

struct AnnouncementSubmitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit", abstract: "Trình bản tin cho người duyệt.")

  @Argument(help: ArgumentHelp("Tên ngắn.", valueName: "bản tin"))
  var id: String

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let mandate = try identity.mandate(.write, in: options)
      try AnnouncementDesk(mandate.database).submit(id, by: mandate.actor, at: mandate.now)
      Console.print("Đã trình «\(id)». Người duyệt: broadcaster announcement approve \(id)")
    }
  }
}

struct AnnouncementApproveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Duyệt đúng những gì đang hiện ra và nghe thấy; sửa một chữ là phải duyệt lại.")

  @Argument(help: ArgumentHelp("Tên ngắn.", valueName: "bản tin"))
  var id: String

  @Option(
    help: ArgumentHelp("Phiên bản đã xem; không ghi thì chương trình cho xem và hỏi.", valueName: "N"))
  var version: Int?

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let mandate = try identity.mandate(.approve, in: options)
      let approver = try mandate.account()
      let desk = AnnouncementDesk(mandate.database)
      let stored = try desk.announcement(id)
      let station = try StationStore(mandate.database).snapshot().station
      let hearing = try await ApprovalHearing.prepare(
        stored.announcement, station, options.library, at: mandate.now)
      if version == nil {
        let number = stored.version
        Console.print("«\(id)», phiên bản \(number):")
        Console.print(AnnouncementLine.facts(of: stored.announcement))
        Console.print(hearing.description)
        try SecondStep.ask(
          "Duyệt phiên bản \(number)?",
          otherwise:
            "--version \(number), sau khi xem («announcement show \(id)») và nghe («announcement listen \(id)»)"
        )
      }
      try desk.approve(
        id, version: version ?? stored.version, spoken: hearing.spokenHash, sound: hearing.sound,
        policy: station.approval, by: approver, at: mandate.now)
      Console.print("«\(approver.title)» đã duyệt «\(id)», phiên bản \(stored.version).")
      if version != nil { Console.print(hearing.description) }
    }
  }
}

struct AnnouncementReturnCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "return", abstract: "Trả lại bản tin, kèm lý do.")

  @Argument(help: ArgumentHelp("Tên ngắn.", valueName: "bản tin"))
  var id: String

  @Option(help: ArgumentHelp("Vì sao trả lại, cần sửa gì.", valueName: "lý do"))
  var reason: String

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let mandate = try identity.mandate(.approve, in: options)
      try AnnouncementDesk(mandate.database).sendBack(id, reason: reason, by: mandate.actor, at: mandate.now)
      Console.print("Đã trả lại «\(id)».")
    }
  }
}

struct AnnouncementRetireCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire", abstract: "Ngừng dùng bản tin; các phiên bản và nhật ký vẫn giữ.")

  @Argument(help: ArgumentHelp("Tên ngắn.", valueName: "bản tin"))
  var id: String

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let mandate = try identity.mandate(.approve, in: options)
      try AnnouncementDesk(mandate.database).retire(id, by: mandate.actor, at: mandate.now)
      Console.print("Đã ngừng dùng «\(id)».")
    }
  }
}
