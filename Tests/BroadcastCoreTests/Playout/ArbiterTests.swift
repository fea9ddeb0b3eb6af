import Testing

@testable import BroadcastCore

/// Events in, effects out; no clock, no device.
@Suite struct ArbiterTests {
  private let clips = [ClipHash(rawValue: "c1")]
  private let start = WallTime("2026-11-21T10:00:00.000Z")!

  private func arbiter(
    _ broadcasts: [Broadcast], done: [BroadcastID: WallTime] = [:]
  ) -> Arbiter {
    var arbiter = Arbiter(rules: Sample.rules, done: done)
    _ = arbiter.handle(.planned(broadcasts, rules: Sample.rules))
    return arbiter
  }

  /// Brings a broadcast as far as its sound in memory.
  private func loaded(_ broadcast: Broadcast) -> Arbiter {
    var arbiter = arbiter([broadcast])
    _ = arbiter.handle(.tick(broadcast.start + -3600))
    _ = arbiter.handle(.prepared(broadcast.id, sound: broadcast.sound, clips))
    _ = arbiter.handle(.tick(broadcast.start + -30))
    _ = arbiter.handle(.loaded(broadcast.id, seconds: 60))
    return arbiter
  }

  @Test func theRoadOfOneBroadcast() {
    let broadcast = Sample.broadcast()
    var arbiter = arbiter([broadcast])
    #expect(arbiter.handle(.tick(start + -90_000)) == [])
    #expect(arbiter.handle(.tick(start + -3600)) == [.prepare(broadcast)])
    #expect(arbiter.handle(.tick(start + -3599)) == [], "prepared once")
    #expect(arbiter.handle(.prepared(broadcast.id, sound: "content", clips)) == [])
    #expect(arbiter.handle(.tick(start + -31)) == [])
    #expect(arbiter.handle(.tick(start + -30)) == [.load(broadcast.id, clips)])
    #expect(arbiter.handle(.loaded(broadcast.id, seconds: 60)) == [])
    #expect(arbiter.handle(.tick(start + -2.1)) == [])
    #expect(arbiter.handle(.tick(start + -2)) == [.handOver(broadcast, clips, late: false)])
    #expect(arbiter.handle(.tick(start + 60)) == [])
    #expect(arbiter.handle(.finished(broadcast.id)) == [])
    #expect(arbiter.handle(.planned([broadcast], rules: Sample.rules)) == [])
    #expect(arbiter.handle(.tick(start + 60)) == [], "nothing airs twice")
  }

  @Test func withoutApprovalItIsRefusedOnce() {
    let broadcast = Sample.broadcast(isApproved: false)
    var arbiter = arbiter([broadcast])
    #expect(arbiter.handle(.tick(start + -60)) == [.prepare(broadcast)])
    #expect(arbiter.handle(.tick(start + -2)) == [.refuse(broadcast, .notApproved, cause: nil)])
    #expect(arbiter.handle(.tick(start)) == [])
  }

  @Test func approvalIsLookedAtWhenItAirs() {
    let broadcast = Sample.broadcast()
    var arbiter = loaded(broadcast)
    let withdrawn = Sample.broadcast(isApproved: false)
    _ = arbiter.handle(.planned([withdrawn], rules: Sample.rules))
    #expect(arbiter.handle(.tick(start + -2)) == [.refuse(withdrawn, .notApproved, cause: nil)])
  }

  @Test(
    "Quiet hours stop everything but an emergency",
    arguments: [
      (AirClass.test, true), (.filler, true), (.routine, true), (.priority, true), (.emergency, false),
    ])
  func quietHours(airClass: AirClass, refused: Bool) {
    let night = WallTime("2026-11-20T20:15:00.000Z")!
    let broadcast = Sample.broadcast("dem", at: night.description, airClass: airClass)
    var arbiter = arbiter([broadcast])
    _ = arbiter.handle(.tick(night + -60))
    _ = arbiter.handle(.prepared(broadcast.id, sound: "content", clips))
    _ = arbiter.handle(.tick(night + -30))
    _ = arbiter.handle(.loaded(broadcast.id, seconds: 60))
    #expect(
      arbiter.handle(.tick(night + -1))
        == (refused
          ? [.refuse(broadcast, .quietHours, cause: nil)] : [.handOver(broadcast, clips, late: false)]))
  }

  @Test func aTestIntoFilesMayRunAtNight() {
    let silent = AirRules(
      hours: Sample.station.hours, timeZone: Sample.station.timeZone, holidays: .empty,
      testsAreSilent: true)
    let night = WallTime("2026-11-20T20:15:00.000Z")!
    #expect(!silent.forbid(Sample.broadcast(airClass: .test), at: night))
    #expect(silent.forbid(Sample.broadcast(), at: night))
    #expect(!silent.forbid(Sample.broadcast(airClass: .emergency), at: night))
  }

  @Test("Leave to air past the hours holds around its own time: made up for at 03:15, it is refused")
  func anApprovedException() {
    // 23:45.
    let eve = WallTime("2026-11-20T16:45:00.000Z")!
    var greeting = Sample.broadcast("chuc@2026-11-20T23:45", at: eve.description)
    greeting.pastHours = HoursException(reason: "Giao thừa", approvedBy: "Chủ tịch Ủy ban nhân dân xã")
    greeting.whenMissed = .playLate(withinMinutes: 720)
    var arbiter = loaded(greeting)
    #expect(arbiter.handle(.tick(eve)) == [.handOver(greeting, clips, late: true)])
    arbiter = loaded(greeting)
    #expect(arbiter.handle(.tick(eve + 590)) == [.handOver(greeting, clips, late: true)])
    arbiter = loaded(greeting)
    #expect(arbiter.handle(.tick(eve + 12_600)) == [.refuse(greeting, .quietHours, cause: nil)], "03:15")
  }

  @Test("A reminder that is made up for does not air once its event has begun, or would before it is over")
  func madeUpAfterTheEvent() {
    var reminder = Sample.broadcast()
    reminder.whenMissed = .playLate(withinMinutes: 60)
    reminder.overBy = start + 1800
    var arbiter = loaded(reminder)
    #expect(arbiter.handle(.tick(start + 1500)) == [.handOver(reminder, clips, late: true)])
    arbiter = loaded(reminder)
    #expect(arbiter.handle(.tick(start + 1799)) == [.refuse(reminder, .eventBegan, cause: nil)])
    arbiter = loaded(reminder)
    #expect(arbiter.handle(.tick(start + 1900)) == [.refuse(reminder, .eventBegan, cause: nil)])
  }

  @Test func whatThePlanHoldsBackIsSaidAtItsTime() {
    var held = Sample.broadcast()
    held.heldBecause = .sessionFull
    var arbiter = arbiter([held])
    #expect(arbiter.handle(.tick(start + -60)) == [], "nothing is prepared for it")
    #expect(arbiter.handle(.tick(start + -2)) == [.refuse(held, .notPlanned, cause: "session-full")])
  }

  @Test("How late it may begin is the programme's to say")
  func missedPolicies() {
    var late = Sample.broadcast()
    late.whenMissed = .playLate(withinMinutes: 10)
    var arbiter = loaded(late)
    #expect(arbiter.handle(.tick(start + 599)) == [.handOver(late, clips, late: true)])
    arbiter = loaded(late)
    #expect(arbiter.handle(.tick(start + 601)) == [.refuse(late, .tooLate, cause: "601 s, loaded")])
    var asked = Sample.broadcast()
    asked.whenMissed = .ask
    arbiter = loaded(asked)
    #expect(arbiter.handle(.tick(start + 11)) == [.refuse(asked, .operatorDecides, cause: "11 s")])
  }

  @Test func failedPreparationIsSaidAtItsTime() {
    let broadcast = Sample.broadcast()
    var arbiter = arbiter([broadcast])
    _ = arbiter.handle(.tick(start + -60))
    _ = arbiter.handle(.preparationFailed(broadcast.id, sound: "content", cause: "no voice"))
    #expect(arbiter.handle(.tick(start + -2)) == [.refuse(broadcast, .notPrepared, cause: "no voice")])
  }

  @Test func aDamagedClipIsSaid() {
    let broadcast = Sample.broadcast()
    var arbiter = arbiter([broadcast])
    _ = arbiter.handle(.tick(start + -60))
    _ = arbiter.handle(.prepared(broadcast.id, sound: "content", clips))
    _ = arbiter.handle(.tick(start + -20))
    _ = arbiter.handle(.loadFailed(broadcast.id, cause: "hash"))
    #expect(arbiter.handle(.tick(start + -2)) == [.refuse(broadcast, .soundDamaged, cause: "hash")])
  }

  @Test func aFailedPreparationIsTriedAgainLaterAndLater() {
    let broadcast = Sample.broadcast()
    var arbiter = arbiter([broadcast])
    #expect(arbiter.handle(.tick(start + -3600)) == [.prepare(broadcast)])
    _ = arbiter.handle(.preparationFailed(broadcast.id, sound: "content", cause: "no memory"))
    #expect(arbiter.handle(.tick(start + -3581)) == [])
    #expect(arbiter.handle(.tick(start + -3580)) == [.prepare(broadcast)])
    _ = arbiter.handle(.preparationFailed(broadcast.id, sound: "content", cause: "no memory"))
    #expect(arbiter.handle(.tick(start + -3541)) == [])
    #expect(arbiter.handle(.tick(start + -3540)) == [.prepare(broadcast)])
    #expect(arbiter.handle(.prepared(broadcast.id, sound: "content", clips)) == [])
    #expect(
      arbiter.handle(.tick(start + -30)) == [.load(broadcast.id, clips)], "and then it is as good as any")
  }

  @Test func aDamagedClipIsMadeAnewIfThereIsTime() {
    let broadcast = Sample.broadcast()
    var arbiter = arbiter([broadcast])
    _ = arbiter.handle(.tick(start + -60))
    _ = arbiter.handle(.prepared(broadcast.id, sound: "content", clips))
    _ = arbiter.handle(.tick(start + -20))
    _ = arbiter.handle(.loadFailed(broadcast.id, cause: "hash"))
    #expect(arbiter.handle(.tick(start + -19)) == [.prepare(broadcast)])
  }

  @Test func aBroadcastThatWouldRunIntoQuietHoursDoesNotBegin() {
    // 20:59:30 in Viet Nam, half a minute before the quiet hours.
    let evening = WallTime("2026-11-21T13:59:30.000Z")!
    let broadcast = Sample.broadcast("toi", at: evening.description)
    for (seconds, airs) in [(29.0, true), (31.0, false)] {
      var arbiter = arbiter([broadcast])
      _ = arbiter.handle(.tick(evening + -60))
      _ = arbiter.handle(.prepared(broadcast.id, sound: "content", clips))
      _ = arbiter.handle(.tick(evening + -30))
      _ = arbiter.handle(.loaded(broadcast.id, seconds: seconds))
      let effects = arbiter.handle(.tick(evening + -2))
      if airs {
        #expect(effects == [.handOver(broadcast, clips, late: false)])
      } else {
        guard case .refuse(_, .quietHours, let cause)? = effects.first else {
          Issue.record("\(effects)")
          return
        }
        #expect(cause?.contains("31 giây") == true)
      }
    }
  }

  @Test func whatTheLogWouldNotTakeIsTriedAgainUntilItIsTooLate() {
    let broadcast = Sample.broadcast()
    var arbiter = loaded(broadcast)
    #expect(arbiter.handle(.tick(start + -2)) == [.handOver(broadcast, clips, late: false)])
    _ = arbiter.handle(.postponed(broadcast.id, clips, seconds: 60))
    #expect(arbiter.handle(.tick(start + 3)) == [.handOver(broadcast, clips, late: true)])
    _ = arbiter.handle(.postponed(broadcast.id, clips, seconds: 60))
    #expect(arbiter.handle(.tick(start + 11)) == [.refuse(broadcast, .tooLate, cause: "11 s, loaded")])
  }

  @Test func twoInOneZoneAirOneAfterTheOther() {
    let first = Sample.broadcast("a")
    let second = Sample.broadcast("b")
    var arbiter = arbiter([first, second])
    _ = arbiter.handle(.tick(start + -60))
    for broadcast in [first, second] { _ = arbiter.handle(.prepared(broadcast.id, sound: "content", clips)) }
    _ = arbiter.handle(.tick(start + -30))
    for broadcast in [first, second] { _ = arbiter.handle(.loaded(broadcast.id, seconds: 60)) }
    #expect(arbiter.handle(.tick(start + -2)) == [.handOver(first, clips, late: false)])
    #expect(arbiter.handle(.tick(start + 30)) == [], "waits, also past its tolerance")
    _ = arbiter.handle(.finished(first.id))
    #expect(arbiter.handle(.tick(start + 61)) == [.handOver(second, clips, late: true)])
  }

  @Test func aZoneThatStaysBusyIsSaid() {
    let first = Sample.broadcast("a")
    let second = Sample.broadcast("b")
    var arbiter = loaded(first)
    _ = arbiter.handle(.tick(start + -2))
    _ = arbiter.handle(.planned([first, second], rules: Sample.rules))
    #expect(arbiter.handle(.tick(start + 599)) == [.prepare(second)])
    #expect(arbiter.handle(.tick(start + 601)) == [.refuse(second, .zoneBusy, cause: "601 s")])
  }

  // A clock without battery that jumps ahead until NTP sets it right.
  @Test func aClockThatRanAheadCostsNoLaterBroadcast() {
    let broadcast = Sample.broadcast()
    var arbiter = arbiter([broadcast])
    #expect(
      arbiter.handle(.tick(start + 50 * 3600)) == [.refuse(broadcast, .tooLate, cause: "180000 s, waiting")])
    #expect(arbiter.handle(.tick(start + -3600)) == [])
    _ = arbiter.handle(.planned([broadcast], rules: Sample.rules))
    #expect(arbiter.handle(.tick(start + -3599)) == [.prepare(broadcast)])
  }

  // The machine slept, or the clock was set forward: said, not silent.
  @Test func aMissedMomentIsRefusedWithItsReason() {
    let broadcast = Sample.broadcast()
    var waiting = arbiter([broadcast])
    #expect(waiting.handle(.tick(start + 3600)) == [.refuse(broadcast, .tooLate, cause: "3600 s, waiting")])
    var ready = loaded(broadcast)
    #expect(ready.handle(.tick(start + 11)) == [.refuse(broadcast, .tooLate, cause: "11 s, loaded")])
  }

  @Test func alittleLateStillAirs() {
    let broadcast = Sample.broadcast()
    var arbiter = loaded(broadcast)
    #expect(arbiter.handle(.tick(start + 9)) == [.handOver(broadcast, clips, late: true)])
  }

  @Test func changedContentIsPreparedAnew() {
    let old = Sample.broadcast(content: "old")
    var new = old
    new.content = "new"
    new.sound = "new"
    var arbiter = arbiter([old])
    #expect(arbiter.handle(.tick(start + -60)) == [.prepare(old)])
    _ = arbiter.handle(.planned([new], rules: Sample.rules))
    #expect(arbiter.handle(.tick(start + -59)) == [.prepare(new)])
    // The old text's sound arrives late and must not be taken for the new one's.
    _ = arbiter.handle(.prepared(old.id, sound: "old", [ClipHash(rawValue: "old")]))
    #expect(arbiter.handle(.tick(start + -20)) == [])
    _ = arbiter.handle(.prepared(old.id, sound: "new", clips))
    #expect(arbiter.handle(.tick(start + -20)) == [.load(old.id, clips)])
  }

  @Test func whatIsNoLongerPlannedDoesNotAir() {
    var arbiter = loaded(Sample.broadcast())
    _ = arbiter.handle(.planned([], rules: Sample.rules))
    #expect(arbiter.handle(.tick(start)) == [])
  }

  @Test func whatTheLogKnowsDoesNotAirAgain() {
    let broadcast = Sample.broadcast()
    var arbiter = arbiter([broadcast], done: [broadcast.id: start])
    #expect(arbiter.handle(.tick(start + -60)) == [])
  }
}
