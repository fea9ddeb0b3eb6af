import ArgumentParser
import BroadcastCore
import Foundation

struct LogEraseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract:
      "Xóa nội dung riêng (tiêu đề, văn bản) của một mục; nhật ký vẫn kiểm tra được, và ghi lại việc xóa.")

  @Argument(help: ArgumentHelp("Số của mục.", valueName: "số"))
  var seq: Int64

  @Option(help: ArgumentHelp("Vì sao xóa.", valueName: "lý do"))
  var reason: String

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func validate() throws {
    guard !reason.isEmpty else { throw ValidationError("--reason không được trống.") }
  }

  func run() async throws {
    try await Failure.reported {
      _ = try options.existingDatabase()
      let database = try options.database()
      let now = SystemClock().now()
      let actor = try identity.actor(for: .administer, in: database, beforeAccounts: true)
      let entry = try PlaybackLog(database: database).erase(seq, reason: reason, by: "\(actor)", at: now)
      Console.print("Đã xóa nội dung riêng của mục #\(seq); việc xóa là mục #\(entry.seq).")
    }
  }
}

struct LogUptimeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uptime",
    abstract: "Thời gian hoạt động và sự cố của từng cụm loa theo ngày, tính từ nhật ký.")

  @Option(help: "text hoặc json.")
  var format = OutputFormat.text

  @OptionGroup var days: DaySpanOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let database = try options.existingDatabase()
      let log = PlaybackLog(database: database)
      let now = SystemClock().now().wall
      let zone = try StationStore(database).timeZone()
      let first = days.from ?? CivilDate(dayNumber: 0)
      let last = days.to ?? max(first, now.local(in: zone).date + 1)
      let rows = try log.uptime(first...max(first, last), in: zone, now: now)
      if format == .json {
        Console.print(CanonicalJSON.array(rows.map(json)).line)
      } else {
        rows.forEach(show)
      }
    }
  }

  private func minutes(_ seconds: Double) -> Int64 { Int64((seconds / 60).rounded(.down)) }

  private func show(_ row: ZoneUptime.Day) {
    let (low, high) = (minutes(row.seconds.lowerBound), minutes(row.seconds.upperBound))
    let time = low == high ? "\(low) phút" : "\(low)–\(high) phút"
    let names = ["lost": "mất thiết bị", "stalled": "thiết bị đứng"]
    let faults = row.faults.map { "\(names[$0.name] ?? $0.name) \(Int($0.seconds.rounded())) giây" }
    Console.print(
      "\(row.date)  \(row.zone)  \(time)" + (faults.isEmpty ? "" : "  " + faults.joined(separator: ", ")))
  }

  private func json(_ row: ZoneUptime.Day) -> CanonicalJSON {
    .object([
      "schema": 1, "date": .string(row.date.description), "zone": .string(row.zone),
      "minutes": .array([
        .integer(minutes(row.seconds.lowerBound)), .integer(minutes(row.seconds.upperBound)),
      ]),
      "faults": .array(
        row.faults.map {
          .object([
            "name": .string($0.name), "from": .string($0.from.description),
            "seconds": .integer(Int64($0.seconds.rounded())),
          ])
        }),
    ])
  }
}
