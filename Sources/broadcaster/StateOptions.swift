import ArgumentParser
import BroadcastCore
import Foundation
import GRDB

/// Where a station keeps its data.
struct StateOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Thư mục dữ liệu của đài.", valueName: "thư mục"))
  var state = ProcessInfo.processInfo.environment["STATE_DIRECTORY"] ?? "var"

  /// For commands that change a station.
  ///
  /// - Parameter making: for those that begin one; the others do not leave an empty one behind a mistyped name.
  func database(making: Bool = false) throws(StoreError) -> DatabasePool {
    if !making { try StationDatabase.requireStation(state) }
    return try StationDatabase.open(state: state)
  }

  /// For commands that only look: without making a state folder that is not there.
  func existingDatabase() throws(StoreError) -> DatabasePool {
    try StationDatabase.openForReading(state: state)
  }

  func logKey(_ log: PlaybackLog) -> LogKey { LogKey(folder: state + "/keys", log: log) }

  /// As `log key` and every checkpoint name it.
  static func logName(_ station: Station) -> String { "broadcaster/\(station.id)" }

  var archive: ArchiveFolder { ArchiveFolder(state + "/archive") }

  var library: ClipLibrary { ClipLibrary(folder: state + "/clips") }
}

/// How a command that lists answers.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}
