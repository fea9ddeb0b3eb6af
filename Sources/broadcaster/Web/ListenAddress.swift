import ArgumentParser
import BroadcastCore
import Foundation

/// Where the page is: `127.0.0.1:8080`, `[::1]:8080`, `0.0.0.0:8443`.
struct ListenAddress: ExpressibleByArgument, Sendable, CustomStringConvertible {
  let host: String
  let port: Int

  init?(argument: String) {
    guard let colon = argument.lastIndex(of: ":"), let port = Int(argument[argument.index(after: colon)...]),
      (0...65_535).contains(port)
    else { return nil }
    let host = argument[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    guard !host.isEmpty else { return nil }
    (self.host, self.port) = (host, port)
  }

  /// Reached from this machine alone.
  var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

  var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
