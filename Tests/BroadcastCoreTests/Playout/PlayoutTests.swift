import AudioEngine
import Foundation
import Testing

@testable import BroadcastCore

/// The playout actor with a hand-moved device, whose time is the station's time.
@Suite struct PlayoutTests {
  @Test func aBroadcastIsLoggedFromAcceptedToCompleted() async throws {
    let bench = try PlayoutBench(startsIn: 1)
    try await bench.begin()
    let accepted = try await bench.line("accepted")
    #expect(
      accepted.broadcast == "bon-xin@2026-11-21T17:00:00" || accepted.broadcast == "bon-xin@2026-11-21T17:00")
    #expect(accepted.zones == ["thon-1"])
    let total = try #require(accepted.frames?.total)
    bench.device.advance(frames: bench.rate + total + bench.rate)
    let started = try await bench.line("started")
    #expect(started.startedWall == "2026-11-21T10:00:00.000Z", "at its second, to the frame")
    let ended = try await bench.line("ended")
    #expect(ended.outcome == "completed")
    #expect(ended.frames?.left == [total, total] && ended.frames?.rendered == total)
    #expect(ended.output?.kind == "virtual")
    #expect(try await bench.entry("ended").line.contains(#""completeness_ppm":1000000"#))
    #expect(try await bench.entry("accepted").line.contains(#""origin":"setup""#))
    // What left is the clip, at its frame, on the zone's channel only.
    let played = bench.device.played
    let first = Int(bench.rate)
    #expect(played[0][..<first].allSatisfy { $0 == 0 })
    #expect(played[0][first..<first + Int(total)].contains { abs($0) > 0.1 })
    #expect(played[1].allSatisfy { $0 == 0 })
  }

  @Test func aBulletinAirsAsOne() async throws {
    let bench = try PlayoutBench(startsIn: 1, words: 10, bulletin: true)
    try await bench.begin()
    let entry = try await bench.entry("accepted")
    let line = try LogLine(entry.line)
    #expect(line.announcement == "thoi-su")
    #expect(entry.line.contains(#""items":[{"announcement":"bon-xin","content":""#))
    #expect(entry.texts["text"]?.hasPrefix("Đây là xã Mẫu\n\nxin xin") == true)
    // Four words of introduction and twice ten, a tenth of a second each, with two gaps of half a second.
    let total = try #require(line.frames?.total)
    #expect(abs(Double(total) / 48_000 - 3.4) < 0.05)
    bench.device.advance(frames: 2 * bench.rate + total)
    #expect(try await bench.line("ended").outcome == "completed")
  }

  @Test func aBroadcastOfASharedLineNamesWhoHears() async throws {
    let bench = try PlayoutBench(startsIn: 1)
    try await bench.begin()
    let entry = try await bench.entry("accepted")
    #expect(entry.line.contains(#""hearing":["thon-1","thon-2"]"#))
    #expect(entry.texts["title"] == "Bốn xin")
    #expect(!entry.line.contains("Bốn xin"))
  }

  @Test func anUnapprovedTextIsRefused() async throws {
    let bench = try PlayoutBench(startsIn: 1, approved: false)
    try await bench.begin()
    #expect(try await bench.line("refused").reason == "not-approved")
  }

  @Test func speechThatFailsIsSaid() async throws {
    let bench = try PlayoutBench(startsIn: 5, speaks: false)
    try await bench.begin()
    // Nothing to await but the station's own second look.
    bench.device.advance(frames: 4 * bench.rate)
    try await bench.steps(until: "refused")
    let refused = try await bench.line("refused")
    #expect(refused.reason == "not-prepared" && refused.cause?.contains("broken") == true)
  }
}
