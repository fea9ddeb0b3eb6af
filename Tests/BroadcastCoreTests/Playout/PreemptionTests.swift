import Testing

@testable import BroadcastCore

/// Who gives way to whom, and what becomes of it: tables.
@Suite struct PreemptionTests {
  private let clips = [ClipHash(rawValue: "c1")]
  private let start = WallTime("2026-11-21T10:00:00.000Z")!

  private func broadcast(
    _ id: String, _ airClass: AirClass = .routine, zones: [String] = ["thon-1"], after seconds: Double = 0,
    whenCut: CutPolicy = .restart
  ) -> Broadcast {
    Broadcast(
      id: BroadcastID(rawValue: id), programme: "p", announcement: id, content: id, sound: id,
      airClass: airClass,
      start: start + seconds, zones: zones.map { ZoneID(rawValue: $0) }, whenCut: whenCut)
  }

  /// All loaded, at `start` − 10 s.
  private func ready(_ broadcasts: [Broadcast]) -> Arbiter {
    var arbiter = Arbiter(rules: Sample.rules)
    _ = arbiter.handle(.planned(broadcasts, rules: Sample.rules))
    _ = arbiter.handle(.tick(start + -10))
    for broadcast in broadcasts { _ = arbiter.handle(.prepared(broadcast.id, sound: broadcast.sound, clips)) }
    _ = arbiter.handle(.tick(start + -10))
    for broadcast in broadcasts { _ = arbiter.handle(.loaded(broadcast.id, seconds: 60)) }
    return arbiter
  }

  @Test(
    "What was cut off goes on as its programme says",
    arguments: [
      (CutPolicy.resume(leadBackSeconds: 3), 17.0 as Double?), (.resume(leadBackSeconds: 30), 0),
      (.restart, 0),
      (.drop, nil),
    ])
  func afterACut(policy: CutPolicy, from: Double?) {
    let news = broadcast("news", whenCut: policy)
    let warning = broadcast("warning", .priority, after: 20)
    var arbiter = ready([news, warning])
    #expect(arbiter.handle(.tick(start + -2)) == [.handOver(news, clips, late: false)])
    #expect(
      arbiter.handle(.tick(start + 18)) == [.handOver(warning, clips, late: false)],
      "the mixer keeps the news until the warning's first frame")
    #expect(arbiter.handle(.tick(start + 20)) == [.preempt(news.id, by: warning.id)])
    #expect(arbiter.handle(.tick(start + 20.5)) == [], "once")
    #expect(arbiter.handle(.finished(news.id, .cut, position: 20)) == [])
    #expect(arbiter.takeEndings().map(\.kind) == (from == nil ? [.cut] : []))
    let reload = arbiter.handle(.tick(start + 21))
    #expect(reload == (from == nil ? [] : [.load(news.id, clips)]))
    _ = arbiter.handle(.loaded(news.id, seconds: 60))
    #expect(arbiter.handle(.tick(start + 60)) == [], "the warning has the zone")
    _ = arbiter.handle(.finished(warning.id))
    let after = arbiter.handle(.tick(start + 81))
    if let from {
      #expect(after == [.handOver(news, clips, late: true, from: from)])
      _ = arbiter.handle(.finished(news.id))
      #expect(arbiter.takeEndings().map(\.kind) == [.completed, .completed])
    } else {
      #expect(after == [])
    }
  }

  @Test func interruptionsStack() {
    let news = broadcast("news")
    let warning = broadcast("warning", .priority, after: 20)
    let flood = broadcast("flood", .emergency, after: 30)
    var arbiter = ready([news, warning])
    _ = arbiter.handle(.tick(start + -2))
    _ = arbiter.handle(.tick(start + 18))
    #expect(arbiter.handle(.tick(start + 20)) == [.preempt(news.id, by: warning.id)])
    _ = arbiter.handle(.finished(news.id, .cut, position: 20))
    _ = arbiter.handle(.tick(start + 30))
    _ = arbiter.handle(.loaded(news.id, seconds: 60))
    #expect(arbiter.begin(flood) == [.preempt(warning.id, by: flood.id)])
    _ = arbiter.handle(.finished(warning.id, .cut, position: 10))
    #expect(arbiter.handle(.tick(start + 31)) == [.load(warning.id, clips)])
    _ = arbiter.handle(.loaded(warning.id, seconds: 60))
    #expect(arbiter.handle(.tick(start + 40)) == [])
    _ = arbiter.handle(.finished(flood.id))
    #expect(
      arbiter.handle(.tick(start + 50)) == [.handOver(warning, clips, late: true)], "the higher one first")
    _ = arbiter.handle(.finished(warning.id))
    #expect(arbiter.handle(.tick(start + 110)) == [.handOver(news, clips, late: true)])
  }

  @Test func onlyTheZonesThatAreTakenFallSilent() {
    let news = broadcast("news", zones: ["thon-1", "thon-3"])
    let flood = broadcast("flood", .emergency, zones: ["thon-1"], after: 20)
    var arbiter = ready([news])
    _ = arbiter.handle(.tick(start + -2))
    _ = arbiter.handle(.tick(start + 20))
    #expect(arbiter.begin(flood) == [], "the news goes on in thon-3")
    let other = broadcast("other", .emergency, zones: ["thon-3"], after: 21)
    #expect(arbiter.begin(other).count == 1, "both zones are taken now")
  }

  @Test func whatIsDueAirsWhereNothingHigherSounds() {
    let news = broadcast("news", zones: ["thon-1", "thon-3"])
    let flood = broadcast("flood", .emergency, zones: ["thon-1"], after: -5)
    var arbiter = ready([news])
    _ = arbiter.begin(flood)
    #expect(arbiter.handle(.tick(start + -2)) == [.handOver(news, clips, late: false)])
  }

  @Test func stopEndsEverythingAndNothingComesBack() {
    let news = broadcast("news")
    let next = broadcast("next", after: 1)
    let warning = broadcast("warning", .priority, after: 20)
    let later = broadcast("later", after: 300)
    var arbiter = ready([news, next, warning, later])
    _ = arbiter.handle(.tick(start + -2))
    _ = arbiter.handle(.tick(start + 2))
    _ = arbiter.handle(.tick(start + 18))
    _ = arbiter.handle(.tick(start + 20))
    _ = arbiter.handle(.finished(news.id, .cut, position: 20))
    _ = arbiter.takeEndings()
    let effects = arbiter.handle(.stop(nil))
    #expect(effects.contains(.stop(warning.id)))
    #expect(effects.contains(.refuse(news, .stopped, cause: nil)), "what waited to go on")
    #expect(effects.contains(.refuse(next, .stopped, cause: nil)), "what waited for the zone")
    #expect(effects.count == 3, "what comes later is not touched")
    #expect(arbiter.handle(.tick(start + 21)) == [])
    _ = arbiter.handle(.finished(warning.id, .cut, position: 1))
    #expect(arbiter.takeEndings().map(\.reason).sorted() == ["stopped", "stopped", "stopped"])
    #expect(arbiter.handle(.tick(start + 22)) == [])
    #expect(arbiter.items.keys.sorted() == [later.id])
  }

  @Test func stopInOneZoneSilencesOnlyThat() {
    let news = broadcast("news", zones: ["thon-1", "thon-3"])
    var arbiter = ready([news])
    _ = arbiter.handle(.tick(start + -2))
    _ = arbiter.handle(.tick(start + 1))
    let zone = ZoneID(rawValue: "thon-3")
    #expect(arbiter.handle(.stop([zone])) == [.silence(news.id, [zone])])
    #expect(arbiter.handle(.stop([ZoneID(rawValue: "thon-9")])) == [])
  }

  @Test func whatCannotGoOnForLongIsSaid() {
    let news = broadcast("news")
    let flood = broadcast("flood", .emergency, after: 20)
    var arbiter = ready([news])
    _ = arbiter.handle(.tick(start + -2))
    _ = arbiter.handle(.tick(start + 20))
    _ = arbiter.begin(flood)
    _ = arbiter.handle(.finished(news.id, .cut, position: 20))
    #expect(arbiter.handle(.tick(start + 600)) == [.load(news.id, clips)])
    #expect(arbiter.handle(.tick(start + 621)) == [.refuse(news, .zoneBusy, cause: "601 s")])
    #expect(arbiter.takeEndings().map(\.kind) == [.cut])
  }
}
