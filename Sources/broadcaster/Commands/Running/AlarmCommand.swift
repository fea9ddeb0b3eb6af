import ArgumentParser
import BroadcastCore
import Foundation

struct AlarmCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alarm", abstract: "Cảnh báo của đài đang chạy.",
    subcommands: [List.self, Acknowledge.self, Review.self],
    defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Cảnh báo chưa ai xác nhận, kèm cách xử lý.")

    @Option(help: "text hoặc json.")
    var format = OutputFormat.text

    @OptionGroup var options: StateOptions

    func run() async throws {
      try await Failure.reported {
        let client = ControlClient(state: options.state)
        if format == .json { return Console.print(try await client.text("alarms")) }
        let alarms: [Alarm] = try await client.get("alarms")
        let zone = StatusCommand.timeZone(options)
        Console.print(
          alarms.isEmpty
            ? "Không có cảnh báo." : alarms.map { StatusText.alarm($0, in: zone) }.joined(separator: "\n"))
      }
    }
  }

  struct Review: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "review",
      abstract: "Hậu kiểm: người duyệt xem lại một tin khẩn cấp đã phát không qua duyệt trước.")

    @Argument(help: ArgumentHelp("Số của cảnh báo.", valueName: "số"))
    var id: Int64

    @Option(help: ArgumentHelp("Nhận xét, được ghi vào nhật ký.", valueName: "nhận xét"))
    var note: String

    @OptionGroup var identity: IdentityOptions
    @OptionGroup var options: StateOptions

    func run() async throws {
      try await Failure.reported {
        let mandate = try identity.mandate(.approve, in: options)
        let _: Alarm = try await ControlClient(state: options.state).post(
          "alarms/review", ControlMessage.Review(id: id, note: note), by: mandate.actor)
        Console.print("Đã ghi nhận hậu kiểm.")
      }
    }
  }

  struct Acknowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ack", abstract: "Xác nhận đã biết một cảnh báo, hoặc tất cả.")

    @Argument(help: ArgumentHelp("Số của cảnh báo.", valueName: "số"))
    var id: Int64?

    @Flag(help: "Tất cả.")
    var all = false

    @OptionGroup var identity: IdentityOptions
    @OptionGroup var options: StateOptions

    func validate() throws {
      guard (id == nil) == all else { throw ValidationError("Ghi số của cảnh báo, hoặc --all.") }
    }

    func run() async throws {
      try await Failure.reported {
        let actor = try identity.actor(
          for: .operate, in: try options.database(), beforeAccounts: true)
        let taken: [Alarm] = try await ControlClient(state: options.state).post(
          "alarms/acknowledge", ControlMessage.Acknowledge(id: id), by: actor)
        guard !taken.isEmpty else { throw ValidationError("Không có cảnh báo nào như vậy đang mở.") }
        Console.print("Đã xác nhận \(taken.count) cảnh báo.")
      }
    }
  }
}
