import AudioEngine
import Testing

@testable import BroadcastCore

/// Clocks that are wrong, set, or stood still.
@Suite struct ClockTests {
  private func moment(_ wall: Double, _ monotonic: Double, trusted: Bool = true) -> Moment {
    Moment(
      wall: Sample.moment.wall + wall, monotonic: Sample.moment.monotonic.advanced(bySeconds: monotonic),
      boot: "b", isClockTrusted: trusted)
  }

  @Test("A step of the wall clock, a suspended machine and lost trust are told apart")
  func watch() {
    var watch = ClockWatch()
    #expect(watch.look(moment(0, 0), asleep: 0) == [])
    #expect(watch.look(moment(0.5, 0.5), asleep: 0) == [])
    #expect(watch.look(moment(1.4, 1.0), asleep: 0) == [], "NTP slews")
    #expect(watch.look(moment(3_601.4, 1.0), asleep: 0) == [.stepped(3_600)])
    #expect(watch.look(moment(1.4, 1.0), asleep: 0) == [.stepped(-3_600)])
    #expect(watch.look(moment(61.4, 1.0), asleep: 60) == [.slept(60)])
    #expect(watch.look(moment(61.4, 1.0, trusted: false), asleep: 60) == [.trust(false)])
    #expect(watch.look(moment(61.9, 1.5, trusted: false), asleep: 60) == [])
    #expect(watch.look(moment(62.4, 2, trusted: true), asleep: 60) == [.trust(true)])
    var second = ClockWatch()
    #expect(second.look(moment(0, 0, trusted: false), asleep: 0) == [.trust(false)], "said at the first look")
  }

  @Test(
    "On an untrusted clock the plan waits or airs and says so, by the station's rule",
    arguments: ClockRule.allCases)
  func untrusted(rule: ClockRule) async throws {
    let bench = try PlayoutBench(startsIn: 1, isClockTrusted: false) { $0.station.untrustedClock = rule }
    try await bench.begin()
    #expect(await bench.playout.openAlarms().contains { $0.kind == .clock })
    if rule == .mark {
      #expect(try await bench.line("accepted").clockTrusted == false)
      return
    }
    await bench.steps(300)
    bench.device.advance(frames: 3 * bench.rate)
    await bench.steps(20)
    #expect(!bench.seen("accepted") && !bench.seen("refused"), "it may still come right in time")
    bench.clock.trust(true)
    try await bench.steps(until: "accepted")
  }

  @Test("What waited in vain for a trusted clock is refused for that reason")
  func neverTrusted() async throws {
    let bench = try PlayoutBench(startsIn: 1, isClockTrusted: false) {
      $0.station.untrustedClock = .hold
      $0.programmes[0].whenMissed = .skip
    }
    try await bench.begin()
    await bench.steps(300)
    bench.device.advance(frames: 12 * bench.rate)
    try await bench.steps(until: "refused")
    #expect(try await bench.line("refused").reason == "clock-untrusted")
  }

  @Test("A clock that is set an hour ahead and back loses nothing and repeats nothing")
  func steps() async throws {
    let bench = try PlayoutBench(startsIn: 1_800)
    try await bench.begin()
    await bench.steps(100)
    bench.clock.set(by: 3_600)
    try await bench.steps(until: "refused")
    #expect(try await bench.line("refused").reason == "too-late")
    bench.clock.set(by: -3_600)
    await bench.steps(100)
    let alarms = await bench.playout.openAlarms()
    #expect(alarms.contains { $0.kind == .clock && $0.subject == "step" && $0.count == 2 })
    // The refusal was the wrong clock's; at its true time it airs, once.
    bench.clock.set(by: 1_798.5)
    try await bench.steps(until: "accepted")
    let total = try #require(try await bench.line("accepted").frames?.total)
    bench.device.advance(frames: 12 * bench.rate + total)
    #expect(try await bench.line("ended").outcome == "completed")
    bench.clock.set(by: -60)
    await bench.steps(200)
    bench.device.advance(frames: 90 * bench.rate)
    await bench.steps(50)
    #expect(try bench.count("accepted") == 1)
  }

  @Test("What was on air when the machine fell asleep for long is not heard an hour late")
  func suspended() async throws {
    let bench = try PlayoutBench(startsIn: 1, words: 60)
    try await bench.begin()
    _ = try await bench.line("accepted")
    bench.device.advance(frames: 3 * bench.rate)
    _ = try await bench.line("started")
    bench.clock.sleep(3_600)
    await bench.playout.step()
    bench.device.advance(frames: bench.rate)
    #expect(try await bench.line("ended").outcome == "cut")
    #expect(await bench.playout.openAlarms().contains { $0.subject == "sleep" })
  }
}
