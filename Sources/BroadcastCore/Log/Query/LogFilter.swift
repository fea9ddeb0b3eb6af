internal import Foundation
internal import GRDB

/// Which entries are asked for; what is `nil` matches all.
public struct LogFilter: Hashable, Sendable {
  /// Wall time, the end not included.
  public struct Span: Hashable, Sendable {
    public var from: WallTime?
    public var to: WallTime?

    public init(from: WallTime? = nil, to: WallTime? = nil) {
      self.from = from
      self.to = to
    }
  }

  public var span: Span
  /// Meant for this zone, or heard in it.
  public var zone: String?
  /// Raw value of an `Outcome`, or `refused`.
  public var outcome: String?
  /// Code of a criterion that the broadcast serves or supports.
  public var criterion: String?
  public var airClass: String?
  public var kind: LogRecord.Kind?

  public init(
    span: Span = Span(), zone: String? = nil, outcome: String? = nil, criterion: String? = nil,
    airClass: String? = nil, kind: LogRecord.Kind? = nil
  ) {
    self.span = span
    self.zone = zone
    self.outcome = outcome
    self.criterion = criterion
    self.airClass = airClass
    self.kind = kind
  }

  /// Whether it asks for more than a span of days.
  public var isNarrow: Bool { self != LogFilter(span: span) }

  /// A condition on `log_entry`, and what its question marks stand for.
  var condition: (sql: String, arguments: StatementArguments) {
    var parts: [String] = ["TRUE"]
    var arguments: StatementArguments = []
    func add(_ sql: String, _ value: (any DatabaseValueConvertible)?) {
      guard let value else { return }
      parts.append(sql)
      arguments += [value]
    }
    add("wall >= ?", span.from?.description)
    add("wall < ?", span.to?.description)
    add("kind = ?", kind?.rawValue)
    add("coalesce(json_extract(line, '$.outcome'), CASE kind WHEN 'refused' THEN 'refused' END) = ?", outcome)
    add("json_extract(line, '$.class') = ?", airClass)
    add(
      """
      ? IN (SELECT value FROM json_each(line, '$.criteria') UNION ALL SELECT value FROM json_each(line, '$.supporting'))
      """, criterion)
    add(
      """
      ? IN (SELECT value FROM json_each(line, '$.zones') UNION ALL SELECT value FROM json_each(line, '$.hearing'))
      """, zone)
    return (parts.joined(separator: " AND "), arguments)
  }
}

extension PlaybackLog {
  /// Matching entries in order, at most `limit` of them, from number `seq` on.
  public func entries(_ filter: LogFilter, from seq: Int64 = 0, limit: Int = 1000) throws -> [LogEntry] {
    try read { database in
      let (condition, arguments) = filter.condition
      let rows = try Row.fetchAll(
        database,
        sql: "SELECT seq, line, leaf FROM log_entry WHERE \(condition) AND seq >= ? ORDER BY seq LIMIT ?",
        arguments: arguments + [seq, limit])
      return try rows.map { try PlaybackLog.entry(of: $0, in: database) }
    }
  }

  /// The last `count` matching entries, in order.
  public func last(_ count: Int, of filter: LogFilter) throws -> [LogEntry] {
    try read { database in
      let (condition, arguments) = filter.condition
      let rows = try Row.fetchAll(
        database, sql: "SELECT seq, line, leaf FROM log_entry WHERE \(condition) ORDER BY seq DESC LIMIT ?",
        arguments: arguments + [count])
      return try rows.reversed().map { try PlaybackLog.entry(of: $0, in: database) }
    }
  }

  /// Numbers of the matching entries, in order.
  public func numbers(of filter: LogFilter) throws -> [Int64] {
    try read { database in
      let (condition, arguments) = filter.condition
      return try Int64.fetchAll(
        database, sql: "SELECT seq FROM log_entry WHERE \(condition) ORDER BY seq", arguments: arguments)
    }
  }

  /// The smallest run of entries that holds all that match; `nil` where there is none.
  public func range(of filter: LogFilter) throws -> Range<Int64>? {
    try read { database in
      let (condition, arguments) = filter.condition
      let row = try Row.fetchOne(
        database, sql: "SELECT min(seq), max(seq) FROM log_entry WHERE \(condition)", arguments: arguments)
      guard let row, let first: Int64 = row[0], let last: Int64 = row[1] else { return nil }
      return first..<last + 1
    }
  }

  /// The entries that tell of one airing, in order.
  public func entries(airing: String) throws -> [LogEntry] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT seq, line, leaf FROM log_entry WHERE airing = ? ORDER BY seq",
        arguments: [airing]
      ).map { try PlaybackLog.entry(of: $0, in: database) }
    }
  }

  /// Entry `seq` and the proof that it is in the tree of the first `size` entries.
  public func proof(of seq: Int64, in size: Int64) throws -> [MerkleHash] {
    try read { database in
      try MerkleProof.inclusion(of: seq, in: size) { try LogTree.node($0, in: database) }
    }
  }

  /// Proves that the log only grew from `old` to `new`.
  public func growth(from old: Checkpoint, to new: Checkpoint) throws -> Growth {
    try read { try Growth(from: old, to: new, in: $0) }
  }
}
