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
      "Nhịp tim cho máy canh ngoài: tệp được ghi lại, hoặc địa chỉ http(s) được gọi, cứ mỗi 5 giây âm thanh mà mọi thiết bị "
        + "đã tiêu thụ.", valueName: "tệp hoặc URL"))
  var heartbeat: String?

  @Flag(help: "Không lưu âm những gì đã ra thiết bị.")
  var noArchive = false

  @Option(help: ArgumentHelp("Giữ bản lưu âm ngần ấy ngày.", valueName: "ngày"))
  var archiveDays = 90

  @Option(help: ArgumentHelp("Xóa bản lưu âm cũ nhất khi đĩa còn trống ít hơn ngần ấy GB.", valueName: "GB"))
  var archiveFree = 2.0

  @OptionGroup(title: "Tăng âm") var amplifier: AmplifierOptions

  @OptionGroup var web: WebOptions
  @OptionGroup var options: StateOptions

  func validate() throws {
    if archiveDays < 1 || !(0...1_000_000).contains(archiveFree) {
      throw ValidationError("--archive-days phải từ 1 trở lên, --archive-free không được âm.")
    }
    if let alarmWebhook {
      guard let url = URL(string: alarmWebhook), url.host != nil, ["http", "https"].contains(url.scheme)
      else {
        throw ValidationError("--alarm-webhook cần địa chỉ http:// hoặc https://.")
      }
    }
  }

  private static func target(_ text: String) -> URL {
    if let url = URL(string: text), ["http", "https"].contains(url.scheme) { return url }
    return URL(fileURLWithPath: text)
  }

  func run() async throws {
    Console.surviveClosedPipes()
    try await Failure.reported {
      _ = try options.existingDatabase()
      let lock = try InstanceLock(state: options.state)
      let (playout, notes, station) = try Composition.playout(
        options, output: output, amplifiers: amplifier.amplifiers,
        archive: noArchive
          ? nil : ArchivePolicy(days: archiveDays, freeBytes: Int64(archiveFree * 1_000_000_000)))
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
            playout: playout, hook: alarmCommand.map { Hook(program: $0, timeout: .seconds(30)) },
            webhook: alarmWebhook.flatMap { URL(string: $0) },
            logger: logger), successTerminationBehavior: .ignore),
      ]
      if let heartbeat {
        services.append(
          .init(
            service: Heartbeat(playout: playout, target: Self.target(heartbeat), logger: logger),
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

/// Relays before and after sound.
struct AmplifierOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Chương trình bật, tắt tăng âm: gọi «CHƯƠNG-TRÌNH on|off CỤM-LOA…», xong thì kết thúc với mã 0.",
      valueName: "chương trình"))
  var amplifier: String?

  @Option(help: ArgumentHelp("Bật trước khi phát bao nhiêu giây, 0–60.", valueName: "giây"))
  var amplifierLead = 3.0

  @Option(help: ArgumentHelp("Giữ bật sau khi hết tiếng bao nhiêu giây, 0–3600.", valueName: "giây"))
  var amplifierKeep = 60.0

  @Flag(help: "Không bật được tăng âm thì không phát ở đó; không ghi là vẫn phát và báo động.")
  var amplifierRequired = false

  func validate() throws {
    guard (0...60).contains(amplifierLead), (0...3_600).contains(amplifierKeep) else {
      throw ValidationError("--amplifier-lead nhận 0–60, --amplifier-keep nhận 0–3600 giây.")
    }
  }

  var amplifiers: Amplifiers? {
    amplifier.map { program in
      Amplifiers(
        settings: .init(lead: amplifierLead, keep: amplifierKeep, isRequired: amplifierRequired),
        relay: AmplifierHook(hook: Hook(program: program, timeout: .seconds(5))))
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
