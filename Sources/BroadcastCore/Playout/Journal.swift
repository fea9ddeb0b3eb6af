internal import Foundation
internal import GRDB
internal import Logging

/// Keeps records that the database would not take until it does, in order: a full disk must not silence the station,
/// nor may an entry be lost or overtaken.
struct Journal {
  private let log: PlaybackLog
  private let ballast: Ballast
  private let logger: Logger
  private(set) var pending: [(records: [LogRecord], moment: Moment)] = []

  init(log: PlaybackLog, ballast: Ballast, logger: Logger) {
    self.log = log
    self.ballast = ballast
    self.logger = logger
    ballast.reserve()
  }

  /// For what has happened already: written now, or kept until it can be.
  mutating func append(_ records: [LogRecord], at moment: Moment, publish: (LogEntry) -> Void) {
    guard !records.isEmpty else { return }
    pending.append((records, moment))
    retry(publish: publish)
  }

  /// For what must be on the disk before it may happen.
  ///
  /// - Returns: false, and nothing kept, where it is not, or where something earlier still waits.
  mutating func commit(_ records: [LogRecord], at moment: Moment, publish: (LogEntry) -> Void) -> Bool {
    retry(publish: publish)
    guard pending.isEmpty else { return false }
    return write(records, at: moment, publish: publish)
  }

  mutating func retry(publish: (LogEntry) -> Void) {
    while let next = pending.first {
      guard write(next.records, at: next.moment, publish: publish) else { return }
      pending.removeFirst()
    }
  }

  private func write(_ records: [LogRecord], at moment: Moment, publish: (LogEntry) -> Void) -> Bool {
    do {
      for entry in try log.append(records, at: moment) { publish(entry) }
      return true
    } catch {
      logger.critical("Chưa ghi được nhật ký, sẽ thử lại: \(error)")
      guard (error as? DatabaseError)?.resultCode == .SQLITE_FULL, ballast.release() else { return false }
      logger.critical("Đĩa đầy: đã dùng chỗ dự trữ của nhật ký, hãy xóa bớt tệp ngay")
    }
    do {
      for entry in try log.append(records, at: moment) { publish(entry) }
      return true
    } catch {
      logger.critical("Chưa ghi được nhật ký, sẽ thử lại: \(error)")
      return false
    }
  }

  func save(_ progress: PlayoutProgress) {
    do {
      try log.save(progress)
    } catch {
      // Only widens the interval of an entry that is needed after a crash.
      logger.warning("Chưa ghi được tiến độ phát: \(error)")
    }
  }
}

/// The station ended with entries that the database would not take.
public struct UnwrittenEntries: Error, Sendable, CustomStringConvertible {
  /// Each as JSON without number, event id and hash.
  public let lines: [String]

  public var description: String {
    "NHẬT KÝ CHƯA ĐẦY ĐỦ: \(lines.count) mục không ghi được vào cơ sở dữ liệu, hãy giữ lại các dòng sau và xử lý đĩa:\n"
      + lines.joined(separator: "\n")
  }
}
