import AudioEngine
import Synchronization
import Testing

@testable import BroadcastCore

@Suite struct AmplifierTests {
  private let one: Set<ZoneID> = [ZoneID(rawValue: "thon-1")]

  private func at(_ seconds: Double) -> MonotonicTime {
    MonotonicTime(nanoseconds: Int64(seconds * 1e9))
  }

  @Test("On before the sound, ready after its lead, on over short gaps, off when idle")
  func desk() {
    let zone = ZoneID(rawValue: "thon-1")
    var desk = AmplifierDesk(.init(lead: 3, keep: 60))
    #expect(desk.look(needed: [], at: at(0)) == [])
    #expect(desk.look(needed: one, at: at(1)) == [.init(isOn: true, zones: [zone])])
    #expect(desk.look(needed: one, at: at(1.5)) == [], "once")
    #expect(!desk.isReady(zone, at: at(1.5)))
    desk.done(.init(isOn: true, zones: [zone]), worked: true, at: at(2))
    #expect(!desk.isReady(zone, at: at(4.9)) && desk.isReady(zone, at: at(5)))
    _ = desk.look(needed: one, at: at(30))
    #expect(desk.look(needed: [], at: at(89)) == [], "kept over the gap")
    #expect(desk.look(needed: one, at: at(89.5)) == [])
    #expect(desk.look(needed: [], at: at(149.4)) == [])
    #expect(desk.look(needed: [], at: at(149.5)) == [.init(isOn: false, zones: [zone])])
    desk.done(.init(isOn: false, zones: [zone]), worked: true, at: at(150))
    #expect(desk.lit.isEmpty)
  }

  @Test(
    "A switch that fails is tried again; whether it keeps the zone silent is a setting",
    arguments: [true, false])
  func failing(isRequired: Bool) {
    let zone = ZoneID(rawValue: "thon-1")
    var desk = AmplifierDesk(.init(lead: 3, keep: 60, isRequired: isRequired))
    _ = desk.look(needed: one, at: at(0))
    desk.done(.init(isOn: true, zones: [zone]), worked: false, at: at(1))
    #expect(desk.isReady(zone, at: at(1)) == !isRequired)
    #expect(desk.look(needed: one, at: at(5)) == [])
    #expect(desk.look(needed: one, at: at(6)) == [.init(isOn: true, zones: [zone])])
  }

  /// Remembers what it was told; fails on request.
  private final class Relay: AmplifierSwitch {
    struct Broken: Error {}
    let told = Mutex<[String]>([])
    let works: Bool

    init(works: Bool) { self.works = works }

    func turn(_ isOn: Bool, zones: [ZoneID]) async throws {
      told.withLock { $0.append((isOn ? "on " : "off ") + zones.map(\.rawValue).joined(separator: " ")) }
      if !works { throw Broken() }
    }
  }

  @Test func aBroadcastWaitsForItsAmplifier() async throws {
    let relay = Relay(works: true)
    let bench = try PlayoutBench(
      startsIn: 1, amplifiers: Amplifiers(settings: .init(lead: 3, keep: 5), relay: relay))
    try await bench.begin()
    await bench.steps(200)
    #expect(relay.told.withLock { $0 } == ["on thon-1 thon-2"], "all that hear it")
    #expect(!bench.seen("accepted"))
    bench.device.advance(frames: 3 * bench.rate)
    try await bench.steps(until: "accepted")
    bench.device.advance(frames: 4 * bench.rate)
    #expect(try await bench.line("ended").outcome == "completed")
    await bench.steps(50, advancing: bench.rate / 4)
    #expect(relay.told.withLock { $0 } == ["on thon-1 thon-2", "off thon-1 thon-2"])
  }

  @Test(
    "An amplifier that does not come on is an alarm; it keeps the broadcast back only if it must",
    arguments: [true, false])
  func broken(isRequired: Bool) async throws {
    let bench = try PlayoutBench(
      startsIn: 1,
      amplifiers: Amplifiers(
        settings: .init(lead: 1, keep: 5, isRequired: isRequired), relay: Relay(works: false))
    ) { $0.programmes[0].whenMissed = .skip }
    try await bench.begin()
    if isRequired {
      await bench.steps(200)
      bench.device.advance(frames: 15 * bench.rate)
      try await bench.steps(until: "refused")
      #expect(try await bench.line("refused").reason == "amplifier-off")
    } else {
      try await bench.steps(until: "accepted")
    }
    #expect(await bench.playout.openAlarms().contains { $0.kind == .amplifier })
  }
}
