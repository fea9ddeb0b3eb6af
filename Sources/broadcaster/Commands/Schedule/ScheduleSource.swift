import ArgumentParser
import BroadcastCore
import Foundation
import Logging

/// Where a command that only looks takes its schedule from: a set-up folder, or the station's database.
struct ScheduleSource {
  let station: Station
  private(set) var input: PlanInput
  /// `nil` for a station's database.
  let folder: StationFolder?

  /// All texts count as approved, because a folder does not know.
  init(folder path: String) throws {
    let loaded = try StationFolder.load(path)
    folder = loaded
    station = loaded.station
    input = try loaded.planInput()
  }

  /// What the station would have after `apply`: texts that have not changed keep their approval.
  ///
  /// - Parameter before: what the station has now.
  init(folder path: String, over before: StationStore.Snapshot, library: ClipLibrary) throws {
    let loaded = try StationFolder.load(path)
    folder = loaded
    station = loaded.station
    let snapshot = try SetupImport(loaded, into: library).snapshot(over: before, asSample: false)
    input = try ScheduleSource.input(of: snapshot, library)
  }

  /// The station's database.
  init(_ snapshot: StationStore.Snapshot, library: ClipLibrary) throws {
    folder = nil
    station = snapshot.station
    input = try ScheduleSource.input(of: snapshot, library)
  }

  /// The folder where there is one, else the station's database.
  static func chosen(_ folder: String?, _ options: StateOptions) throws -> ScheduleSource {
    if let folder { return try ScheduleSource(folder: folder) }
    let database = try options.existingDatabase()
    var source = try ScheduleSource(StationStore(database).snapshot(), library: options.library)
    try source.remember(PlaybackLog(database: database))
    return source
  }

  /// Takes what the log says of days in a row; only what went to a sound card counts.
  mutating func remember(_ log: PlaybackLog) throws {
    input.history = try AirHistory.read(
      log, of: input.programmes, station: station, today: SystemClock().now().wall.local(in: timeZone).date,
      countsVirtual: false)
  }

  private static func input(of snapshot: StationStore.Snapshot, _ library: ClipLibrary) throws -> PlanInput {
    let renderer = try Composition.renderer(
      library: library, station: snapshot.station, logger: Logger(label: "broadcaster"))
    return snapshot.planInput(
      lengths: .estimates(renderer, library), holidays: try snapshot.station.holidayCatalogue())
  }

  var timeZone: TimeZone { station.foundationTimeZone }

  func instant(_ date: CivilDate) -> WallTime { WallTime(local: date, .midnight, in: timeZone) }

  /// `FILE:LINE:COLUMN: ` where a finding is about something in the folder.
  func place(_ finding: BroadcastCore.Finding) -> String? { folder?.places[finding.subject]?.description }
}

/// For every JSON that these commands print: the same bytes for the same value.
enum StableJSON {
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
