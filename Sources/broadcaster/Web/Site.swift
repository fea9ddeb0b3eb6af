import BroadcastCore
import GRDB
import Logging

/// What every page needs.
struct Site: Sendable {
  let playout: Playout
  let feed: StatusFeed
  let database: DatabasePool
  let library: ClipLibrary
  let pages: PageLibrary
  let assets: AssetLibrary
  let firstRun: FirstRun
  /// Whether browsers reach it over TLS.
  let isSecure: Bool
  let logger: Logger

  var accounts: AccountStore { AccountStore(database) }
  var sessions: SessionStore { SessionStore(database) }
  var desk: AnnouncementDesk { AnnouncementDesk(database) }

  func now() -> Moment { SystemClock().now() }
  func snapshot() throws -> StationStore.Snapshot { try StationStore(database).snapshot() }
}
