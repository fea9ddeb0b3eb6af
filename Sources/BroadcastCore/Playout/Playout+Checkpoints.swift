internal import Foundation
internal import Logging

/// Signing the log while the station runs.
extension Playout {
  /// A checkpoint when the day has ended, and every so many entries.
  func signIfDue(at moment: Moment) {
    guard parts.checkpoints != nil, let last = lastSeq else { return }
    let today = moment.wall.local(in: snapshot.station.foundationTimeZone).date
    if let reason = checkpointSchedule.due(size: last + 1, today: today) { sign(reason, at: moment) }
  }

  /// What cannot be signed is tried again a few entries later; the station goes on.
  func sign(_ reason: CheckpointMaker.Reason, at moment: Moment) {
    guard let maker = parts.checkpoints else { return }
    do {
      checkpointSchedule.didSign(try maker.make(reason, at: moment).checkpoint.size)
    } catch {
      checkpointSchedule.didFail(at: (lastSeq ?? 0) + 1)
      parts.logger.critical("Chưa ký được điểm chốt nhật ký: \(error)")
    }
  }
}
