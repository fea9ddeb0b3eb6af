internal import Foundation
public import GRDB

/// Opens the one database of a station.
public enum StationDatabase {
  /// `STATE/station.sqlite`, made if missing, brought to the newest schema.
  ///
  /// WAL with synchronous=FULL: SQLite's documentation and our own power-cut runs agree that nothing acknowledged is
  /// lost then; NORMAL loses the last transactions.
  public static func open(state: String) throws(StoreError) -> DatabasePool {
    do {
      try FileManager.default.createDirectory(
        atPath: state, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw StoreError(.unavailable, path: state, cause: "\(error.localizedDescription)")
    }
    let path = state + "/station.sqlite"
    do {
      var configuration = Configuration()
      // Short, because the playout actor waits too; what is not written is tried again.
      configuration.busyMode = .timeout(0.5)
      let pool = try DatabasePool(path: path, configuration: configuration)
      // A pool sets NORMAL on its one writer when it switches to WAL, after `prepareDatabase`; so here.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      try migrator.migrate(pool)
      return pool
    } catch {
      throw StoreError(of: error, path: path)
    }
  }

  /// For commands that only look: changes nothing and needs no lock.
  public static func openForReading(state: String) throws(StoreError) -> DatabasePool {
    try requireStation(state)
    let path = state + "/station.sqlite"
    do {
      var configuration = Configuration()
      configuration.readonly = true
      return try DatabasePool(path: path, configuration: configuration)
    } catch {
      throw StoreError(of: error, path: path)
    }
  }

  /// - Throws: `noStation`.
  public static func requireStation(_ state: String) throws(StoreError) {
    guard FileManager.default.fileExists(atPath: state + "/station.sqlite") else {
      throw StoreError(.noStation, path: state, cause: "station.sqlite")
    }
  }

  /// Whether a newer version of this program made it.
  static func isNewer(_ database: Database) throws -> Bool {
    try migrator.hasBeenSuperseded(database)
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 log") { try LogSchema.create(in: $0) }
    migrator.registerMigration("1 station") { try StationSchema.create(in: $0) }
    migrator.registerMigration("2 setup") { try StationSchema.addSetup(in: $0) }
    migrator.registerMigration("3 accounts") { try AccountSchema.create(in: $0) }
    migrator.registerMigration("4 clips") { try ClipSchema.create(in: $0) }
    migrator.registerMigration("5 approval") { try AnnouncementRows.create(in: $0) }
    migrator.registerMigration("6 bulletins") { try BulletinApprovals.create(in: $0) }
    migrator.registerMigration("7 log tree") { try LogTree.create(in: $0) }
    migrator.registerMigration("8 checkpoints") { try CheckpointMaker.create(in: $0) }
    migrator.registerMigration("9 alarms") { try AlarmDesk.create(in: $0) }
    migrator.registerMigration("10 queue") { try QueueStore.create(in: $0) }
    migrator.registerMigration("manual evidence") { try ManualEvidenceStore.create(in: $0) }
    migrator.registerMigration("sessions") { try SessionStore.create(in: $0) }
    migrator.registerMigration("authors and approvers") {
      try AnnouncementRows.addApprovals(in: $0)
      try AccountSchema.addFormerUsers(in: $0)
    }
    return migrator
  }
}

/// The station's database or one of its files cannot be used.
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable {
    /// Missing rights, full disk, I/O error.
    case unavailable
    /// Another process uses it.
    case busy
    /// No set-up has been applied to this state folder yet.
    case noStation
    /// The file is not this program's database, or is damaged.
    case damaged
  }

  public let code: Code
  public let path: String
  public let cause: String

  public init(_ code: Code, path: String, cause: String) {
    self.code = code
    self.path = path
    self.cause = cause
  }

  public init(of error: any Error, path: String) {
    if let error = error as? DatabaseError {
      let busy: [ResultCode] = [.SQLITE_BUSY, .SQLITE_LOCKED]
      let damaged: [ResultCode] = [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_MISMATCH]
      self.init(
        busy.contains(error.resultCode)
          ? .busy : damaged.contains(error.resultCode) ? .damaged : .unavailable, path: path,
        cause: "SQLite \(error.resultCode.rawValue): \(error.message ?? "")")
    } else {
      self.init(.damaged, path: path, cause: "\(error)")
    }
  }

  public var description: String {
    switch code {
    case .unavailable:
      "Không dùng được \(path): hãy kiểm tra quyền ghi và dung lượng đĩa (\(cause))."
    case .busy:
      "\(path) đang được một tiến trình khác dùng: hãy chờ hoặc dừng tiến trình đó (\(cause))."
    case .noStation:
      "Thư mục dữ liệu \(path) chưa có đài nào: hãy chạy «broadcaster apply schedules/TÊN-XÃ» trước (\(cause))."
    case .damaged:
      "Cơ sở dữ liệu \(path) bị hỏng hoặc không phải của chương trình này: hãy khôi phục từ bản sao lưu (\(cause))."
    }
  }
}
