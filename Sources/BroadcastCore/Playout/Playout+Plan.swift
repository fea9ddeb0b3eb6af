internal import Logging

extension Playout {
  /// Writes down what the local date of `now` is to air, where that is not what was last written.
  func logPlan(_ now: Moment) {
    let zone = snapshot.station.foundationTimeZone
    let date = now.wall.local(in: zone).date
    let from = LocalTime(date: date, time: .midnight).instant(in: zone).instant
    let to = LocalTime(date: date + 1, time: .midnight).instant(in: zone).instant
    let broadcasts = plan(from: from, to: to, at: now.wall)
    let record = LogRecord.plan(of: date, broadcasts)
    guard record.fields != lastPlan else { return }
    // A plan that the log does not take is tried again at the next look, and keeps nothing from sounding.
    guard journal.commit([record], at: now, publish: publish) else { return }
    lastPlan = record.fields
  }
}

extension LogRecord {
  static func plan(of date: CivilDate, _ broadcasts: [Broadcast]) -> LogRecord {
    LogRecord(
      kind: .plan,
      fields: [
        "date": .string(date.description),
        "broadcasts": .array(
          broadcasts.map { broadcast in
            .object([
              "broadcast": .string(broadcast.id.rawValue), "announcement": .string(broadcast.announcement),
              "content": .string(broadcast.content), "planned": .string(broadcast.start.description),
              "class": .string(broadcast.airClass.rawValue), "zones": .zones(broadcast.zones),
            ])
          }),
      ])
  }
}
