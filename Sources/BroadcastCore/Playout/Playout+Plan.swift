internal import AudioEngine
internal import Foundation
internal import Logging

/// What is to air, from the planner and the queue.
extension Playout {
  /// The queue has changed.
  func replan() {
    plannedUntil = nil
    step()
  }

  func refreshPlan(_ now: WallTime) {
    do {
      let version = try parts.log.lastSetup()
      if version != setupVersion {
        let isFirst = setupVersion < 0
        snapshot = try parts.store.snapshot()
        planner = Playout.planner(of: snapshot, parts)
        setupVersion = version
        if !isFirst { lateSince = now }
        plannedUntil = nil
      }
    } catch {
      // The plan at hand stays good; the next step tries again.
      parts.logger.error("Không đọc được lịch: \(error)")
    }
    // Made anew once a minute, and when the clock was set.
    let window = now + timing.prepareAhead + 120
    if let plannedUntil, let lastTick, abs(window - plannedUntil) < 60, lastTick <= now, now - lastTick < 60 {
      return
    }
    // Back to the last look, so that nothing falls between two looks when the clock jumps or the machine slept.
    let policies = snapshot.programmes.map { $0.whenMissed.tolerance(atLeast: timing.lateTolerance) }
    let back = max(policies.max() ?? 0, MissedPolicy.playLate(withinMinutes: 10).tolerance())
    let from = max(min(lastTick ?? now, now) + -back, now + -7 * 86_400)
    lateSince = min(lateSince, now)
    // What was to start before the station knew of it is no delay, and must not sound because a set-up was applied.
    let known = lateSince + -timing.lateTolerance
    let broadcasts = plan(from: from, to: window, at: now).filter {
      $0.start >= known || arbiter.knows($0.id)
    }
    let event = Arbiter.Event.planned(
      broadcasts + queuedBroadcasts(), rules: Playout.rules(of: snapshot.station, planner, parts.outputs))
    perform(arbiter.handle(event), at: parts.clock.now())
    plannedUntil = window
    // Once for each set-up and date: a whole day is planned for it.
    let today = now.local(in: snapshot.station.foundationTimeZone).date
    if loggedPlan?.version != setupVersion || loggedPlan?.date != today {
      loggedPlan = (setupVersion, today)
      logPlan(parts.clock.now())
    }
  }

  /// The plan as the log stands, with what it holds back: a missed day of days in a row is planned anew.
  func plan(from: WallTime, to: WallTime, at now: WallTime) -> [Broadcast] {
    let today = now.local(in: snapshot.station.foundationTimeZone).date
    var history = AirHistory(today: today)
    do {
      history = try AirHistory.read(
        parts.log, of: snapshot.programmes, station: snapshot.station, today: today,
        // A station without a sound card is a trial, and its days count as if they had been heard.
        countsVirtual: parts.outputs.values.allSatisfy { $0.kind != .device })
    } catch {
      parts.logger.error("Không đọc được nhật ký để xếp lịch: \(error)")
    }
    let plan = planner.with(history: history, now: now).plan(from: from, to: to)
    return plan.broadcasts + plan.held
  }

  static func planner(of snapshot: StationStore.Snapshot, _ parts: Parts) -> Planner {
    var lengths = SoundLengths.rough
    var holidays = HolidayCatalogue(holidays: [], revised: CivilDate(dayNumber: 0))
    do {
      lengths = SoundLengths.estimates(try parts.renderer(snapshot.station), parts.library)
      holidays = try snapshot.station.holidayCatalogue()
    } catch {
      parts.logger.error("Xếp lịch bằng độ dài phỏng chừng: \(error)")
    }
    return Planner(snapshot.planInput(lengths: lengths, holidays: holidays))
  }

  static func rules(
    of station: Station, _ planner: Planner, _ outputs: [String: any BroadcastOutput]
  ) -> AirRules {
    AirRules(
      hours: station.hours, timeZone: station.timeZone, holidays: planner.input.holidays,
      testsAreSilent: outputs.values.allSatisfy { $0.kind == .file })
  }

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
