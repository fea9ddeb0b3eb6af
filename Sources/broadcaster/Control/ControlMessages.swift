import BroadcastCore

/// What the command line sends to the running station, and what comes back; JSON.
enum ControlMessage {
  struct Stop: Codable, Sendable {
    /// `nil` is everywhere.
    var zones: [ZoneID]?
  }

  struct Stopped: Codable, Sendable {
    var broadcasts: [String]
  }

  struct Begun: Codable, Sendable {
    var broadcast: String
    var zones: [ZoneID]
  }

  struct Acknowledge: Codable, Sendable {
    /// `nil` is all.
    var id: Int64?
  }

  struct Review: Codable, Sendable {
    var id: Int64
    var note: String
  }

  /// The body of every answer that is not 200.
  struct Refused: Codable, Sendable {
    var error: String
  }

  /// Query parameter that names who gives the command; the socket admits only the station's own user, whose commands have
  /// authenticated the account.
  static let actorParameter = "as"
}

extension Actor {
  /// From `description`.
  init?(_ text: String) {
    if text == "station" {
      self = .station
    } else if text.hasPrefix("uid-"), let user = UInt32(text.dropFirst(4)) {
      self = .unixUser(user)
    } else if text.hasPrefix("tk-") {
      self = .account(AccountID(rawValue: text))
    } else {
      return nil
    }
  }
}
