import ArgumentParser
import BroadcastCore
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Chạy đài: phát theo lịch và ghi nhật ký, đến khi nhấn Ctrl-C.")

  @Option(help: ArgumentHelp("Nơi phát: auto, alsa:TÊN hoặc file:THƯ-MỤC.", valueName: "đầu ra"))
  var output = OutputChoice.auto

  @Flag(help: "Phát bản tin thử (on_start) khi khởi động; trên loa thật vẫn theo giờ yên lặng.")
  var testAnnouncement = false

  @Option(
    help: ArgumentHelp(
      "Chương trình chạy khi có cảnh báo mới: nhận mức, nguyên nhân, cách xử lý; JSON ở đầu vào chuẩn.",
      valueName: "chương trình"))
  var alarmCommand: String?

  @Option(help: ArgumentHelp("Địa chỉ nhận cảnh báo mới (POST, JSON), gửi lại nếu lỗi.", valueName: "URL"))
  var alarmWebhook: String?

  @Option(
    help: ArgumentHelp(
      "Tệp nhịp tim: chỉ được ghi khi mọi thiết bị đang tiêu thụ âm thanh.", valueName: "tệp"))
  var heartbeat: String?

  @OptionGroup var web: WebOptions
  @OptionGroup var options: StateOptions

  func validate() throws {
    if let alarmWebhook {
      guard let url = URL(string: alarmWebhook), url.host != nil, ["http", "https"].contains(url.scheme)
      else {
        throw ValidationError("--alarm-webhook cần địa chỉ http:// hoặc https://.")
      }
    }
  }

  func run() async throws {
    Console.surviveClosedPipes()
    try await Failure.reported {
      _ = try options.existingDatabase()
      let lock = try InstanceLock(state: options.state)
      let (playout, notes, station) = try Composition.playout(options, output: output)
      for note in notes { Console.error(note) }
      Console.print("Đài \(station.commune) đang chạy. Nhấn Ctrl-C để dừng.")
      let printer = Task {
        for await entry in playout.entries { Console.print(EntryText.line(entry, station: station)) }
      }
      var logger = Logger(label: "lifecycle") { StreamLogHandler.standardError(label: $0) }
      logger.logLevel = .warning
      var services: [ServiceGroupConfiguration.ServiceConfiguration] = [
        .init(
          service: PlayoutService(playout: playout, testAnnouncement: testAnnouncement),
          successTerminationBehavior: .gracefullyShutdownGroup),
        .init(
          service: AlarmNotifier(
            playout: playout, command: alarmCommand, webhook: alarmWebhook.flatMap { URL(string: $0) },
            logger: logger), successTerminationBehavior: .ignore),
      ]
      if let heartbeat {
        services.append(
          .init(
            service: Heartbeat(playout: playout, path: heartbeat, logger: logger),
            successTerminationBehavior: .ignore))
      }
      // Last: it is the first to close.
      services.append(
        .init(
          service: ControlServer(
            playout: playout, path: ControlServer.path(state: options.state), logger: logger),
          successTerminationBehavior: .ignore))
      if let page = try web.server(playout, options, logger: logger) {
        services.append(.init(service: page, successTerminationBehavior: .ignore))
      }
      let group = ServiceGroup(
        configuration: .init(
          services: services, gracefulShutdownSignals: [.sigint, .sigterm, .sighup], logger: logger))
      try await group.run()
      // A terminal that takes nothing must not keep the station from ending.
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await printer.value }
        group.addTask { try? await Task.sleep(for: .seconds(1)) }
        await group.next()
        printer.cancel()
        group.cancelAll()
      }
      _ = consume lock
      Console.print("Đã dừng đài, nhật ký đã đóng.")
    }
  }
}

/// The station as a service: stops by fading out, draining and closing the log.
private struct PlayoutService: Service {
  let playout: Playout
  let testAnnouncement: Bool

  func run() async throws {
    do {
      try await cancelWhenGracefulShutdown { try await playout.run(testAnnouncement: testAnnouncement) }
    } catch {
      try await playout.shutdown()
      throw error
    }
    try await playout.shutdown()
  }
}
