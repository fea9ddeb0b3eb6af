import ArgumentParser
import BroadcastCore
import Foundation

struct StopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "DỪNG ngay những gì đang phát; nhật ký ghi ai dừng.")

  @Option(help: ArgumentHelp("Chỉ cụm loa này, ghi nhiều lần; không ghi là mọi cụm.", valueName: "cụm loa"))
  var zone: [String] = []

  @Flag(name: .shortAndLong, help: "Không hỏi lại.")
  var yes = false

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let actor = try identity.actor(
        for: .stop, in: try options.database(), beforeAccounts: true)
      let client = ControlClient(state: options.state)
      let known = try StationStore(try options.database()).snapshot().station.zones
      let zones = try zone.isEmpty ? nil : ZoneArgument.ids(zone, of: known)
      if !yes, isatty(STDIN_FILENO) == 1 {
        Console.error(
          "Dừng phát tại \(zone.isEmpty ? "MỌI cụm loa" : zone.joined(separator: ", "))? Gõ «c» rồi Enter để dừng."
        )
        guard readLine() == "c" else { throw ValidationError("Chưa dừng gì.") }
      }
      let stopped: ControlMessage.Stopped = try await client.post(
        "stop", ControlMessage.Stop(zones: zones), by: actor)
      Console.print(
        stopped.broadcasts.isEmpty
          ? "Không có gì đang phát ở đó." : "Đã dừng: " + stopped.broadcasts.joined(separator: ", "))
    }
  }
}

/// Zones as typed: short name or full name.
enum ZoneArgument {
  static func ids(_ typed: [String], of known: [Zone]) throws -> [ZoneID] {
    try typed.map { name in
      guard let zone = known.first(where: { $0.id.rawValue == name || $0.name == name }) else {
        throw EmergencyError(.unknownZone(name, known: known.map(\.id.rawValue)))
      }
      return zone.id
    }
  }
}
