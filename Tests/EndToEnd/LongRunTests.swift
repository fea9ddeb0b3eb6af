import AudioEngine
import Foundation
import Testing
import TestSupport

/// Three minutes of a station with everything that happens to one, and the recording of what left held against its log.
@Suite(.serialized) struct LongRunTests {
  /// Ten seconds of words in Thôn 1 and two in Thôn 2, every twenty seconds.
  private static let rounds = 9

  @Test(.timeLimit(.minutes(6))) func whatTheLogSaysLeftLeft() async throws {
    let pulse = try PulseFixture()
    let station = try Self.station()
    let state = station.state
    let applied = try await Program.run(["apply", "--sample", "--state", state, station.folder])
    try #require(applied.code == 0, "\(applied.errors)")
    try pulse.startRecording()
    let begun = ContinuousClock.now

    let first = RunningProgram(["run", "--state", state], environment: pulse.childEnvironment)
    try first.start()
    // Five warnings and a flood break in on the long one, each in another round.
    for round in 1...5 {
      try #require(
        await first.prints("Bắt đầu phát «dai»", times: 2 * round - 1), "\(first.output)\(first.errors)")
      let order = try await Program.run(
        ["queue", "add", "canh-bao", "--now", "--zone", "thon-1", "--state", state])
      #expect(order.code == 0, "\(order.errors)")
      // It goes on after the warning.
      try #require(
        await first.prints("Bắt đầu phát «dai»", times: 2 * round), "\(first.output)\(first.errors)")
    }
    try #require(await first.prints("Bắt đầu phát «dai»", times: 11), "\(first.output)")
    let flood = try await Program.run(
      ["emergency", "Nước lên nhanh.", "--repeats", "1", "--state", state], input: "KHẨN CẤP\n")
    #expect(flood.code == 0, "\(flood.errors)")
    try #require(await first.prints("Bắt đầu phát «dai»", times: 12), "\(first.output)")
    try #require(await first.prints("Bắt đầu phát «dai»", times: 13), "\(first.output)")
    let stop = try await Program.run(["stop", "--yes", "--zone", "thon-1", "--state", state])
    #expect(stop.output.contains("Dài"), "\(stop.output)\(stop.errors)")
    // Killed in the middle of the next.
    try #require(await first.prints("Bắt đầu phát «dai»", times: 14), "\(first.output)")
    #expect(try await Self.position(state, reaches: 2.5))
    first.signal(SIGKILL)
    #expect(await first.exitCode() == 128 + SIGKILL)

    let second = RunningProgram(["run", "--state", state], environment: pulse.childEnvironment)
    try second.start()
    #expect(await second.prints("Đã phát xong «dai»", times: 2), "\(second.output)\(second.errors)")
    let passed = ContinuousClock.now - begun
    let monitor = try pulse.recorded()
    second.signal(SIGTERM)
    #expect(await second.exitCode() == 0)

    #expect(passed >= .seconds(180), "\(passed)")
    let entries = try await AiredEntry.read(state)
    let heard = try HeardAirings(entries, monitor: monitor, clips: state + "/clips")
    #expect(heard.problems.isEmpty, "\(heard.problems.prefix(5))")
    let ended = entries.filter { $0.kind == "ended" }
    #expect(Set(ended.compactMap(\.broadcast)).count >= 20)
    #expect(ended.filter { $0.reason == "preempted" }.count >= 5)
    #expect(ended.filter { $0.reason == "stopped" }.count == 1)
    // Taken up again after the kill, and brought to their end.
    let interrupted = ended.filter { $0.outcome == "interrupted" }
    #expect(!interrupted.isEmpty)
    for cut in interrupted {
      #expect(
        ended.contains { $0.broadcast == cut.broadcast && $0.outcome == "completed" && $0.seq > cut.seq })
    }
    #expect(heard.exact >= 20, "airings found to the frame")
    let verified = try await Program.run(["log", "verify", "--state", state])
    #expect(verified.code == 0, "\(verified.output)\(verified.errors)")
    print(
      "long run: \(passed), \(ended.count) airings, \(heard.exact) to the frame, \(heard.frames) frames compared, "
        + "worst difference \(heard.worst)")
  }

  private static func station() throws -> TestStation {
    let station = try TestStation(airsIn: 3_600)
    let begin = Date() + 15
    let times = { (offset: Double) in
      (0..<rounds).map { begin + offset + 20 * Double($0) }.map { "\"\(TestStation.clock($0))\"" }
        .joined(separator: ", ")
    }
    try """
    announcements:
      - { id: thu-may, title: Thử máy, class: test, text: Đây là bản tin thử. }
      - { id: canh-bao, title: Cảnh báo, class: priority, text: Cảnh báo. }
      - { id: ngan, title: Ngắn, class: routine, text: Xin chào bà con. }
      - id: dai
        title: Dài
        class: routine
        text: \(String(repeating: "Kính thưa bà con, đây là một bản tin. ", count: 4))
    programmes:
      - { id: dai, announcement: dai, recurrence: FREQ=DAILY, times: [\(times(0))], zones: [thon-1],
          when-cut: resume, lead-back: 1 }
      - { id: ngan, announcement: ngan, recurrence: FREQ=DAILY, times: [\(times(3))], zones: [thon-2] }
    """.write(toFile: station.folder + "/programmes/tin.yaml", atomically: true, encoding: .utf8)
    return station
  }

  /// Asks the station until so many seconds of what sounds in Thôn 1 have left; at most twenty seconds.
  private static func position(_ state: String, reaches seconds: Double) async throws -> Bool {
    struct Status: Decodable {
      struct Zone: Decodable { var playing: [Playing] }
      struct Playing: Decodable { var position: Double }
      var zones: [Zone]
    }
    let end = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < end {
      let answer = try await Program.run(["status", "--format", "json", "--state", state])
      let status = try JSONDecoder().decode(Status.self, from: Data(answer.output.utf8))
      if let place = status.zones.first?.playing.first, place.position >= seconds { return true }
    }
    return false
  }
}
