import BroadcastCore
import Foundation
import TestSupport
import Testing

/// The operator's page of a real station: in a real Chromium, and against whoever tries its doors.
@Suite(.serialized) struct PageTests {
  /// Python from Debian, where selenium is.
  private static let python = "/usr/bin/python3"

  /// A running station with its page.
  private struct Station {
    let files: TestStation
    let run: RunningProgram
    let pulse: PulseFixture
    let port: Int

    init() async throws {
      files = try TestStation(airsIn: 3 * 3_600)
      pulse = try PulseFixture()
      port = try FreePort.find()
      let applied = try await Program.run(["apply", "--state", files.state, files.folder])
      try #require(applied.code == 0, "\(applied.errors)")
      run = RunningProgram(
        ["run", "--state", files.state, "--output", "alsa:loa", "--listen", "127.0.0.1:\(port)"],
        environment: pulse.childEnvironment)
      try run.start()
      try #require(await run.prints("Lịch phát trong ngày"), "\(run.output)\(run.errors)")
    }

    func end() async {
      run.signal(SIGTERM)
      #expect(await run.exitCode() == 0)
    }
  }

  private static func script(_ name: String, _ arguments: [String]) async throws -> Program.Result {
    try await Program.run(
      program: python, [Program.repository + "/Tests/Page/" + name] + arguments)
  }

  @Test func anOperatorsDay() async throws {
    let station = try await Station()
    let secret = try #require(
      station.run.output.firstMatch(of: /trên trang: ([a-z0-9-]{29})/), "\(station.run.output)"
    ).1
    let pictures = Program.repository + "/.build/page"
    let day = try await Self.script(
      "operators_day.py", ["http://127.0.0.1:\(station.port)", String(secret), pictures])
    #expect(day.code == 0, "\(day.output)\(day.errors)")
    await station.end()
    // What the page showed is what the log has.
    let entries = try await station.files.entries()
    let aired = entries.filter { $0.kind == "ended" && $0.announcement == "hop-thon-mot-b" }
    #expect(!aired.isEmpty && aired.allSatisfy { $0.outcome == "completed" && $0.output?.kind == "virtual" })
    #expect(entries.contains { $0.kind == "ended" && $0.reason == "stopped" })
  }

  @Test func everyDoor() async throws {
    let station = try await Station()
    let store = AccountStore(try StationDatabase.open(state: station.files.state))
    var people: [String] = []
    for role in [Role.administrator] + Role.allCases.filter({ $0 != .administrator }) {
      let password = "gió mùa đông bắc \(role.rawValue)x"
      _ = try store.add(
        name: "nguoi-\(role.rawValue)", title: role.vietnamese, roles: [role], password: password,
        by: .station, at: SystemClock().now())
      people.append("\(role.rawValue)=nguoi-\(role.rawValue):\(password)")
    }
    let doors = try await Self.script(
      "doors.py",
      ["127.0.0.1", "\(station.port)", Program.repository + "/docs/PAGE.vi.md"] + people)
    #expect(doors.code == 0, "\(doors.output)\(doors.errors)")
    await station.end()
  }

  @Test func onTheNetworkThereIsTLSAlone() async throws {
    let files = try TestStation(airsIn: 3 * 3_600)
    _ = try await Program.run(["apply", "--state", files.state, files.folder])
    let port = try FreePort.find()
    let run = RunningProgram(
      [
        "run", "--state", files.state, "--output", "file:" + files.root.path + "/out", "--listen",
        "0.0.0.0:\(port)",
      ])
    try run.start()
    try #require(await run.prints("Lịch phát trong ngày"), "\(run.output)\(run.errors)")
    let print = try #require(run.output.firstMatch(of: /khi trình duyệt hỏi: ([0-9A-F:]{95})/)).1
    let seen = try await Program.run(
      program: "/bin/sh",
      [
        "-c",
        "openssl s_client -connect 127.0.0.1:\(port) </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256",
      ])
    #expect(seen.output.contains(print), "\(seen.output)\(seen.errors)")
    let page = try await Program.run(
      program: "/usr/bin/python3",
      [
        "-c",
        "import ssl, urllib.request as u; c = ssl._create_unverified_context(); "
          + "a = u.urlopen('https://127.0.0.1:\(port)/lan-dau', context=c); "
          + "print(a.status, a.headers['Strict-Transport-Security'])",
      ])
    #expect(page.output.hasPrefix("200 max-age="), "\(page.output)\(page.errors)")
    let key = try FileManager.default.attributesOfItem(atPath: files.state + "/tls/trang.key")
    #expect((key[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    run.signal(SIGTERM)
    #expect(await run.exitCode() == 0)
  }
}

/// A TCP port that nobody has now.
enum FreePort {
  static func find() throws -> Int {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    try #require(bound)
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
