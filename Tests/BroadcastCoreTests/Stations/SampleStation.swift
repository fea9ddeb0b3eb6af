import Foundation
import Synchronization

@testable import BroadcastCore

/// The sample stations of `schedules/`, each read once, with plans of whole periods.
enum SampleStation: String, CaseIterable {
  case binhMinh = "binh-minh"
  case ninhGiang = "ninh-giang"
  case phuMy = "phu-my"
  case vinhBao = "vinh-bao"
  case binhYen = "binh-yen"

  private static let folders = Mutex<[SampleStation: StationFolder]>([:])

  func folder() throws -> StationFolder {
    try Self.folders.withLock { folders in
      if let folder = folders[self] { return folder }
      let folder = try StationFolder.load(Oracle.packageRoot.path + "/schedules/" + rawValue)
      folders[self] = folder
      return folder
    }
  }

  /// What the planner says of the local dates, both included.
  func plan(_ first: CivilDate, _ last: CivilDate) throws -> Plan {
    let folder = try folder()
    let zone = folder.station.foundationTimeZone
    let midnight = TimeOfDay(secondsSinceMidnight: 0)!
    return Planner(try folder.planInput()).plan(
      from: WallTime(local: first, midnight, in: zone), to: WallTime(local: last + 1, midnight, in: zone))
  }
}

extension Plan {
  /// Local dates in Viet Nam on which a zone hears something that serves the criterion, in order.
  func dates(criterion: String, zone: ZoneID, isSupporting: Bool = false) -> [CivilDate] {
    let hanoi = TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt
    let heard = broadcasts.filter { broadcast in
      (isSupporting ? broadcast.supporting : broadcast.criteria).contains(criterion)
        && broadcast.zones.contains(zone)
    }
    return Set(heard.map { $0.start.local(in: hanoi).date }).sorted()
  }
}
