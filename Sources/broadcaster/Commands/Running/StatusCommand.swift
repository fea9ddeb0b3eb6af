import ArgumentParser
import BroadcastCore
import Foundation

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Đài đang chạy: đang phát gì ở đâu, sắp phát gì, thiết bị, cảnh báo.")

  @Flag(help: "Xem liên tục, có mức âm thanh, đến khi nhấn Ctrl-C.")
  var follow = false

  @Option(help: "text hoặc json (với --follow: mỗi lần thay đổi một dòng).")
  var format = OutputFormat.text

  @OptionGroup var options: StateOptions

  func run() async throws {
    Console.surviveClosedPipes()
    try await Failure.reported {
      let client = ControlClient(state: options.state)
      let zone = Self.timeZone(options)
      guard follow else {
        if format == .json { return Console.print(try await client.text("status")) }
        return Console.print(StatusText.text(try await client.get("status"), in: zone))
      }
      let isScreen = isatty(STDOUT_FILENO) == 1
      let format = format
      try await client.events("events") { data in
        if format == .json { return Console.print(String(decoding: data, as: UTF8.self)) }
        let status = try JSONDecoder().decode(StationStatus.self, from: data)
        // Home and clear: drawn over what was there.
        if isScreen { Console.clearScreen() }
        Console.print(StatusText.text(status, in: zone))
      }
    }
  }

  static func timeZone(_ options: StateOptions) -> TimeZone {
    let station = try? StationStore(try options.existingDatabase()).snapshot().station
    return station?.foundationTimeZone ?? TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt
  }
}
