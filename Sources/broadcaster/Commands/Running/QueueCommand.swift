import ArgumentParser
import BroadcastCore
import Foundation

struct QueueCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue", abstract: "Hàng đợi: các lượt phát lẻ ngoài lịch của đài đang chạy.",
    subcommands: [Add.self, List.self, Hold.self, Release.self, Cancel.self, Move.self, Repeat.self],
    defaultSubcommand: List.self)

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Xếp một lượt phát của bản tin đã duyệt.")

    @Argument(help: ArgumentHelp("Tên ngắn của bản tin.", valueName: "bản tin"))
    var announcement: String

    @Option(
      help: ArgumentHelp(
        "Chỉ cụm loa này, ghi nhiều lần; không ghi là mọi cụm được duyệt.", valueName: "cụm loa"))
    var zone: [String] = []

    @Flag(help: "Tạm giữ, chờ lệnh release.")
    var hold = false

    @OptionGroup var time: QueueTimeOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var options: StateOptions

    func run() async throws {
      try await Failure.reported {
        let station = try StationStore(try options.existingDatabase()).snapshot().station
        let order = QueueOrder.add(
          announcement: announcement, zones: try ZoneArgument.ids(zone, of: station.zones),
          time: try time.time(in: station), isHeld: hold)
        try await QueueCommand.send(order, "Đã xếp", identity, options)
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Lịch và hàng đợi chung một danh sách, theo thứ tự phát, kèm lý do.")

    @Option(help: "text hoặc json.")
    var format = OutputFormat.text

    @OptionGroup var options: StateOptions

    func run() async throws {
      try await Failure.reported {
        let client = ControlClient(state: options.state)
        if format == .json { return Console.print(try await client.text("queue")) }
        let items: [StationStatus.Item] = try await client.get("queue")
        let zone = StatusCommand.timeZone(options)
        Console.print(
          items.isEmpty
            ? "Không có gì sắp phát trong 24 giờ tới."
            : items.map { StatusText.item(id: $0, in: zone) + "\n      \($0.reason)" }.joined(separator: "\n")
        )
      }
    }
  }

  struct Hold: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "hold", abstract: "Tạm giữ một lượt phát.")
    @OptionGroup var item: QueueItemOptions

    func run() async throws { try await item.send("Đã tạm giữ") { .hold($0) } }
  }

  struct Release: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "release", abstract: "Thôi giữ; đã qua giờ thì phát ngay.")
    @OptionGroup var item: QueueItemOptions

    func run() async throws { try await item.send("Đã thôi giữ") { .release($0) } }
  }

  struct Cancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "cancel", abstract: "Bỏ một lượt phát.")
    @OptionGroup var item: QueueItemOptions

    func run() async throws { try await item.send("Đã bỏ") { .cancel($0) } }
  }

  struct Move: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "move", abstract: "Chuyển sang giờ khác.")
    @OptionGroup var time: QueueTimeOptions
    @OptionGroup var item: QueueItemOptions

    func run() async throws {
      let time = time
      try await item.send("Đã chuyển") { .move($0, try time.time(in: $1)) }
    }
  }

  struct Repeat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "repeat", abstract: "Phát thêm một lần, kể cả khi đã phát xong.")
    @OptionGroup var time: QueueTimeOptions
    @OptionGroup var item: QueueItemOptions

    func run() async throws {
      let time = time
      try await item.send("Đã xếp") { .again($0, try time.time(in: $1)) }
    }
  }

  static func send(
    _ order: QueueOrder, _ done: String, _ identity: IdentityOptions, _ options: StateOptions
  ) async throws {
    let actor = try identity.actor(
      for: .operate, in: try options.database(), beforeAccounts: true)
    let item: QueueItem = try await ControlClient(state: options.state).post("queue", order, by: actor)
    let when = StatusText.clock(item.start.description, in: StatusCommand.timeZone(options))
    Console.print(
      "\(done) \(item.id): «\(item.announcement)» lúc \(when) tại \(item.zones.map(\.rawValue).joined(separator: ", "))"
        + (item.isHeld ? ", đang tạm giữ." : "."))
  }
}

struct QueueTimeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Giờ phát: 17:30, 17:30:15 (hôm nay, qua rồi thì ngày mai) hoặc 2026-12-05T17:30.", valueName: "giờ"))
  var at: String?

  @Flag(help: "Ngay khi có tiếng và cụm loa rảnh.")
  var now = false

  @Flag(help: "Vào chỗ trống đầu tiên của lịch (nếu không chọn gì).")
  var next = false

  func validate() throws {
    guard (at == nil ? 0 : 1) + (now ? 1 : 0) + (next ? 1 : 0) <= 1 else {
      throw ValidationError("Chỉ chọn một trong --at, --now, --next.")
    }
  }

  func time(in station: Station) throws -> QueueTime {
    if now { return .now }
    guard let at else { return .next }
    guard let time = QueueTime.typed(at, in: station, now: SystemClock().now().wall) else {
      throw ValidationError("«\(at)» không phải giờ: hãy viết như 17:30 hoặc 2026-12-05T17:30.")
    }
    return time
  }
}

struct QueueItemOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("Lượt phát, ví dụ q-7.", valueName: "lượt"))
  var id: String

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func send(_ done: String, _ order: (String) throws -> QueueOrder) async throws {
    try await send(done) { id, _ in try order(id) }
  }

  func send(_ done: String, _ order: (String, Station) throws -> QueueOrder) async throws {
    try await Failure.reported {
      let station = try StationStore(try options.existingDatabase()).snapshot().station
      try await QueueCommand.send(try order(id, station), done, identity, options)
    }
  }
}
