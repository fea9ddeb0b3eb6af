internal import Foundation
public import GRDB

/// Log-ins in browsers. The database holds hashes of their tokens, so that whoever reads a backup is not logged in.
public struct SessionStore: Sendable {
  private let database: any DatabaseWriter

  public init(_ database: any DatabaseWriter) {
    self.database = database
  }

  /// - Returns: the token for the browser, 256 random bits in hex; it is not kept.
  public func begin(
    for account: Account, agent: String, address: String, at moment: Moment
  ) throws -> (token: String, session: LoginSession) {
    let token = SessionStore.random(bytes: 32)
    let now = moment.wall.seconds
    return try database.write { database in
      try SessionStore.removeOld(at: now, in: database)
      try database.execute(
        sql: """
          INSERT INTO session (token_hash, account, began_at, seen_at, agent, address, form_key)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          SessionStore.hash(token), account.id.rawValue, now, now,
          String(PlainLine.harmless(agent).prefix(200)), address, SessionStore.random(bytes: 16),
        ])
      let id = database.lastInsertedRowID
      try PlaybackLog.append(
        [.changed(Change("session", "\(id)", "begin", after: address), by: .account(account.id))], at: moment,
        in: database)
      guard let session = try SessionStore.session("id = ?", [id], in: database) else {
        throw AccountError(.notRecognised)
      }
      return (token, session)
    }
  }

  /// Whose token it is; `nil` where there is none, it is over, or the account is disabled.
  public func visitor(_ token: String, at moment: Moment) throws -> (session: LoginSession, account: Account)?
  {
    let now = moment.wall.seconds
    let found = try database.read { database -> (LoginSession, Account)? in
      guard
        let session = try SessionStore.session(
          "token_hash = ?", [SessionStore.hash(token)], in: database), !session.isOver(at: now),
        let account = try AccountStore.account(session.account, in: database), !account.isDisabled
      else { return nil }
      return (session, account)
    }
    // Once a minute is enough, and keeps a page that looks often from writing often.
    if let found, now - found.0.seenAt >= 60 {
      try database.write {
        try $0.execute(sql: "UPDATE session SET seen_at = ? WHERE id = ?", arguments: [now, found.0.id])
      }
    }
    return found.map { (session: $0.0, account: $0.1) }
  }

  /// Those that are not over, newest first.
  public func sessions(of account: AccountID, at moment: Moment) throws -> [LoginSession] {
    try database.read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM session WHERE account = ? ORDER BY id DESC",
        arguments: [account.rawValue]
      ).map(SessionStore.session).filter { !$0.isOver(at: moment.wall.seconds) }
    }
  }

  /// Ends one session of an account; nothing where it is another's.
  public func end(_ id: Int64, of account: AccountID, by actor: Actor, at moment: Moment) throws {
    try end("id = ? AND account = ?", [id, account.rawValue], by: actor, at: moment)
  }

  /// Ends all sessions of an account but one.
  public func endOthers(
    of account: AccountID, but kept: Int64?, by actor: Actor, at moment: Moment
  ) throws {
    try end("account = ? AND id <> ?", [account.rawValue, kept ?? 0], by: actor, at: moment)
  }

  private func end(_ condition: String, _ arguments: StatementArguments, by actor: Actor, at moment: Moment)
    throws
  {
    try database.write { database in
      let ids = try Int64.fetchAll(
        database, sql: "SELECT id FROM session WHERE \(condition)", arguments: arguments)
      guard !ids.isEmpty else { return }
      try database.execute(sql: "DELETE FROM session WHERE \(condition)", arguments: arguments)
      try PlaybackLog.append(
        ids.map { .changed(Change("session", "\($0)", "end"), by: actor) }, at: moment, in: database)
    }
  }

  // MARK: Rows

  static func create(in database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE session (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          token_hash TEXT NOT NULL UNIQUE,
          account TEXT NOT NULL,
          began_at INTEGER NOT NULL,
          seen_at INTEGER NOT NULL,
          agent TEXT NOT NULL,
          address TEXT NOT NULL,
          form_key TEXT NOT NULL
        ) STRICT;
        """)
  }

  private static func session(
    _ condition: String, _ arguments: StatementArguments, in database: Database
  ) throws -> LoginSession? {
    try Row.fetchOne(database, sql: "SELECT * FROM session WHERE \(condition)", arguments: arguments)
      .map(session)
  }

  private static func session(_ row: Row) -> LoginSession {
    LoginSession(
      id: row["id"], account: AccountID(rawValue: row["account"]), beganAt: row["began_at"],
      seenAt: row["seen_at"], agent: row["agent"], address: row["address"], formKey: row["form_key"])
  }

  private static func removeOld(at now: Int64, in database: Database) throws {
    try database.execute(
      sql: "DELETE FROM session WHERE began_at <= ? OR seen_at <= ?",
      arguments: [now - LoginSession.absoluteLimit, now - LoginSession.idleLimit])
  }

  private static func hash(_ token: String) -> String { Hex.sha256(Array(token.utf8)) }

  private static func random(bytes count: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    return Hex.string((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }
}
