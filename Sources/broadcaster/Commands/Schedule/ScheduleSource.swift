import ArgumentParser
import BroadcastCore
import Foundation
import Logging

/// Where a command that only looks takes its schedule from: a set-up folder, or the station's database.
final class ScheduleSource {
  let snapshot: StationStore.Snapshot
  let input: PlanInput
  /// `nil` for a station's database.
  let folder: StationFolder?
  /// Sounds of a folder, for their lengths; gone with this.
  private let temporary: String?

  /// - Parameter before: what the station has now: texts that have not changed keep their approval. Without it all count as
  ///   approved, because a folder does not know.
  init(folder path: String, over before: StationStore.Snapshot? = nil) throws {
    let loaded = try StationFolder.load(path)
    let temporary = NSTemporaryDirectory() + "/broadcaster-" + UUID().uuidString
    self.temporary = temporary
    let library = ClipLibrary(folder: temporary)
    folder = loaded
    snapshot = try SetupImport(loaded, into: library).snapshot(over: before, asSample: before == nil)
    input = try ScheduleSource.input(of: snapshot, library)
  }

  init(state options: StateOptions) throws {
    folder = nil
    temporary = nil
    snapshot = try StationStore(options.existingDatabase()).snapshot()
    input = try ScheduleSource.input(of: snapshot, options.library)
  }

  deinit {
    // What cannot be removed is the system's temporary folder to clean.
    if let temporary { try? FileManager.default.removeItem(atPath: temporary) }
  }

  private static func input(of snapshot: StationStore.Snapshot, _ library: ClipLibrary) throws -> PlanInput {
    let renderer = try Composition.renderer(
      library: library, station: snapshot.station, logger: Logger(label: "broadcaster"))
    return snapshot.planInput(
      lengths: .estimates(renderer, library), holidays: try snapshot.station.holidayCatalogue())
  }

  var station: Station { snapshot.station }
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
