internal import Foundation
internal import Logging

/// Keeps records that the database would not take until it does, in order: a full disk must not silence the station,
/// nor may an entry be lost or overtaken.
struct Journal {
  private let log: PlaybackLog
  private let logger: Logger
  private var pending: [(records: [LogRecord], moment: Moment)] = []

  init(log: PlaybackLog, logger: Logger) {
    self.log = log
    self.logger = logger
  }

  mutating func append(_ records: [LogRecord], at moment: Moment, publish: (LogEntry) -> Void) {
    guard !records.isEmpty else { return }
    pending.append((records, moment))
    retry(publish: publish)
  }

  mutating func retry(publish: (LogEntry) -> Void) {
    while let next = pending.first {
      do {
        for entry in try log.append(next.records, at: next.moment) { publish(entry) }
        pending.removeFirst()
      } catch {
        logger.critical("Chưa ghi được nhật ký (\(pending.count) mục đang chờ), sẽ thử lại: \(error)")
        return
      }
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
