import Testing

@testable import BroadcastCore

/// Events in, effects out; no clock, no device.
@Suite struct ArbiterTests {
  private let clips = [ClipHash(rawValue: "c1")]
  private let start = WallTime("2026-11-21T10:00:00.000Z")!

  private func arbiter(
    _ broadcasts: [Broadcast], approved: Set<String> = ["bon-xin"], done: [BroadcastID: WallTime] = [:]
  ) -> Arbiter {
    var arbiter = Arbiter(rules: Sample.rules, done: done)
    _ = arbiter.handle(.planned(broadcasts, approved: approved, rules: Sample.rules))
    return arbiter
  }

  /// Brings a broadcast as far as its sound in memory.
  private func loaded(_ broadcast: Broadcast) -> Arbiter {
    var arbiter = arbiter([broadcast])
    _ = arbiter.handle(.tick(start + -3600))
    _ = arbiter.handle(.prepared(broadcast.id, sound: broadcast.sound, clips))
    _ = arbiter.handle(.tick(start + -30))
    _ = arbiter.handle(.loaded(broadcast.id))
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
    #expect(arbiter.handle(.loaded(broadcast.id)) == [])
    #expect(arbiter.handle(.tick(start + -2.1)) == [])
    #expect(arbiter.handle(.tick(start + -2)) == [.handOver(broadcast, clips, late: false)])
    #expect(arbiter.handle(.tick(start + 60)) == [])
    #expect(arbiter.handle(.finished(broadcast.id)) == [])
    #expect(arbiter.handle(.planned([broadcast], approved: ["bon-xin"], rules: Sample.rules)) == [])
    #expect(arbiter.handle(.tick(start + 60)) == [], "nothing airs twice")
  }

  @Test func withoutApprovalItIsRefusedOnce() {
    let broadcast = Sample.broadcast()
    var arbiter = arbiter([broadcast], approved: [])
    #expect(arbiter.handle(.tick(start + -60)) == [.prepare(broadcast)])
    #expect(arbiter.handle(.tick(start + -2)) == [.refuse(broadcast, .notApproved, cause: nil)])
    #expect(arbiter.handle(.tick(start)) == [])
  }

  @Test func approvalIsLookedAtWhenItAirs() {
    let broadcast = Sample.broadcast()
    var arbiter = loaded(broadcast)
    _ = arbiter.handle(.planned([broadcast], approved: [], rules: Sample.rules))
    #expect(arbiter.handle(.tick(start + -2)) == [.refuse(broadcast, .notApproved, cause: nil)])
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
    _ = arbiter.handle(.loaded(broadcast.id))
    #expect(
      arbiter.handle(.tick(night + -1))
        == (refused
          ? [.refuse(broadcast, .quietHours, cause: nil)] : [.handOver(broadcast, clips, late: false)]))
  }

  @Test func aTestIntoFilesMayRunAtNight() {
    let silent = AirRules(
      hours: Sample.station.hours, timeZone: Sample.station.timeZone, testsAreSilent: true)
    let night = WallTime("2026-11-20T20:15:00.000Z")!
    #expect(!silent.forbid(.test, at: night))
    #expect(silent.forbid(.routine, at: night))
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
    _ = arbiter.handle(.planned([new], approved: ["bon-xin"], rules: Sample.rules))
    #expect(arbiter.handle(.tick(start + -59)) == [.prepare(new)])
    // The old text's sound arrives late and must not be taken for the new one's.
    _ = arbiter.handle(.prepared(old.id, sound: "old", [ClipHash(rawValue: "old")]))
    #expect(arbiter.handle(.tick(start + -20)) == [])
    _ = arbiter.handle(.prepared(old.id, sound: "new", clips))
    #expect(arbiter.handle(.tick(start + -20)) == [.load(old.id, clips)])
  }

  @Test func whatIsNoLongerPlannedDoesNotAir() {
    var arbiter = loaded(Sample.broadcast())
    _ = arbiter.handle(.planned([], approved: ["bon-xin"], rules: Sample.rules))
    #expect(arbiter.handle(.tick(start)) == [])
  }

  @Test func whatTheLogKnowsDoesNotAirAgain() {
    let broadcast = Sample.broadcast()
    var arbiter = arbiter([broadcast], done: [broadcast.id: start])
    #expect(arbiter.handle(.tick(start + -60)) == [])
  }
}
