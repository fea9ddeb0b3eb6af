import AudioEngine
import Foundation
import Testing
import TestSupport

/// The whole road, with the real program, real time and a real libasound.
@Suite(.serialized) struct RunTests {
  @Test func theSampleStationAirsIntoFilesAndLogs() async throws {
    let root = try TemporaryFolder.make("e2e-sample")
    defer { try? FileManager.default.removeItem(at: root) }
    let state = root.path + "/state"
    let files = root.path + "/files"
    let applied = try await Program.run(
      ["apply", "--sample", "--state", state, Program.repository + "/schedules/ninh-giang"])
    #expect(applied.code == 0, "\(applied.errors)")

    let station = RunningProgram(["run", "--state", state, "--output", "file:" + files])
    try station.start()
    #expect(await station.prints("Đã phát xong «thu-may»"), "\(station.output)\(station.errors)")
    station.signal(SIGINT)
    #expect(await station.exitCode() == 0, "\(station.errors)")
    #expect(station.output.contains("nhật ký đã đóng"))

    let listed = try await Program.run(["log", "list", "--format", "json", "--state", state])
    #expect(listed.output.contains("\"kind\":\"file\""))
    #expect(!listed.output.contains("bản tin thử của hệ thống"), "texts stay out of the lines")
    let entry = try #require(try await lastEnded(state))
    let total = try #require(entry.frames?.total)
    #expect(entry.frames?.left == [total, total])
    #expect(entry.class == "test")
    // What the zone's file holds at that place is sound, from its first to its last half second.
    let first = try #require(entry.frames?.first)
    let zone = try Clip.read(path: files + "/thon-1.wav").samples(ofChannel: 0)
    #expect(zone.count >= first + total)
    #expect(zone[first..<first + 24_000].contains { abs($0) > 0.05 })
    #expect(zone[first + total - 48_000..<first + total].contains { abs($0) > 0.01 })
    // The archive has the same sound, under a hash that the log holds.
    let extract = root.path + "/trich.wav"
    let played = try await Program.run(["log", "play", "\(entry.seq)", "--output", extract, "--state", state])
    #expect(
      played.code == 0 && played.output.contains("khớp mã băm ở mục #"), "\(played.output)\(played.errors)")
    let heard = try Clip.read(path: extract).samples(ofChannel: 0)
    #expect(heard.count == total)
    #expect(zip(heard, zone[first...]).allSatisfy { abs($0 - $1) <= 4.0 / 32_768 })
    // An export takes the file along, under the hash that its entry holds.
    let bundle = root.path + "/ho-so"
    let exported = try await Program.run([
      "log", "export", "--out", bundle, "--kind", "ended", "--sound", "\(entry.seq)", "--state", state,
    ])
    #expect(exported.code == 0, "\(exported.errors)")
    let sounds = try FileManager.default.contentsOfDirectory(atPath: bundle).filter { $0.hasSuffix(".flac") }
    #expect(sounds.count == 1)
    let whole = try await Program.run(["log", "verify", bundle])
    #expect(whole.code == 0, "\(whole.output)")
    let verified = try await Program.run(["log", "verify", "--state", state])
    #expect(verified.code == 0, "\(verified.output)")
    let none = try await Program.run(["log", "play", "0", "--output", extract, "--state", state])
    #expect(none.code == 65 && none.errors.contains("không phải lượt phát"), "\(none.errors)")
    // Dither may touch the rest of the first period by one step of 16 bit.
    #expect(zone[..<first].allSatisfy { abs($0) <= 2.0 / 32_768 })
  }

  private func lastEnded(_ state: String) async throws -> TestStation.Entry? {
    let result = try await Program.run(["log", "list", "--format", "json", "--state", state])
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try result.output.split(separator: "\n")
      .map { try decoder.decode(TestStation.Entry.self, from: Data($0.utf8)) }.last { $0.kind == "ended" }
  }

  @Test func airsAtItsSecondAndTheLogCountsWhatTheSinkReceived() async throws {
    let pulse = try PulseFixture()
    let station = try TestStation(airsIn: 12)
    let applied = try await Program.run(["apply", "--sample", "--state", station.state, station.folder])
    #expect(applied.code == 0, "\(applied.errors)")
    try pulse.startRecording()

    let run = RunningProgram(["run", "--state", station.state], environment: pulse.childEnvironment)
    try run.start()
    #expect(await run.prints("Đã phát xong «tin»"), "\(run.output)\(run.errors)")
    let monitor = try pulse.recorded()
    run.signal(SIGTERM)
    #expect(await run.exitCode() == 0)

    let entries = try await station.entries()
    #expect(entries.map(\.seq) == Array(0..<entries.count))
    // The log's key, and trouble of the device that a busy machine may have, are entries of their own.
    let told = entries.filter { !["output", "key", "archive"].contains($0.kind) }
    #expect(
      told.map(\.kind) == [
        "applied", "station-started", "plan", "accepted", "started", "ended", "station-stopped",
      ])
    try #require(told.count == 7)
    let accepted = told[3]
    let started = told[4]
    let ended = told[5]
    #expect(accepted.hearing == ["thon-1"] && accepted.approver == "mẫu")
    #expect(ended.outcome == "completed" && ended.output?.kind == "virtual")

    // At its second, by the device's clock.
    let planned = try #require(accepted.planned.flatMap(Self.date))
    let left = try #require(started.startedWall.flatMap(Self.date))
    #expect(abs(left.timeIntervalSince(planned)) < 0.1)

    // Frame for frame what was approved: chime, half a second of silence, words. Nothing on the other zone's channel.
    let clips = try #require(accepted.clips).map { hash in
      try Clip.read(path: "\(station.state)/clips/\(hash.prefix(2))/\(hash).flac")
    }
    let expected =
      clips[0].samples(ofChannel: 0) + Array(repeating: 0, count: 24_000) + clips[1].samples(ofChannel: 0)
    #expect(ended.frames?.total == expected.count)
    #expect(ended.frames?.left == [expected.count, expected.count])
    let onset = try #require(expected.firstIndex { abs($0) > 0.01 })
    let found = try #require(monitor[0].firstIndex { abs($0) > 0.01 })
    let start = found - onset
    #expect(start >= 0 && start + expected.count <= monitor[0].count)
    let worst = zip(monitor[0][start...], expected).map { abs($0 - $1) }.max() ?? 1
    // The limiter may lower a peak at its ceiling by a hair.
    #expect(worst < 0.02)
    #expect(
      monitor[0][(start + expected.count)...].allSatisfy { abs($0) < 1e-3 }, "nothing after the last frame")
    #expect(monitor[1].allSatisfy { abs($0) < 1e-3 }, "zone 2 stays silent")
  }

  private static func date(_ text: String) -> Date? {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    return formatter.date(from: text)
  }

  @Test func killedInTheMiddleItIsInterruptedAndBeginsAnew() async throws {
    let pulse = try PulseFixture()
    let long = String(repeating: "Kính thưa bà con, đây là một bản tin dài. ", count: 8)
    let station = try TestStation(airsIn: 12, text: long)
    _ = try await Program.run(["apply", "--sample", "--state", station.state, station.folder])
    let first = RunningProgram(["run", "--state", station.state], environment: pulse.childEnvironment)
    try first.start()
    #expect(await first.prints("Bắt đầu phát «tin»"), "\(first.output)\(first.errors)")
    first.signal(SIGKILL)
    #expect(await first.exitCode() == 128 + SIGKILL)
    let before = try await station.entries()
    #expect(!before.contains { $0.kind == "ended" })

    let second = RunningProgram(["run", "--state", station.state], environment: pulse.childEnvironment)
    try second.start()
    #expect(await second.prints("BỊ GIÁN ĐOẠN"), "\(second.output)\(second.errors)")
    #expect(await second.prints("Bắt đầu phát «tin»"), "\(second.output)\(second.errors)")
    second.signal(SIGINT)
    #expect(await second.exitCode() == 0)

    let after = try await station.entries()
    #expect(after.map(\.seq) == Array(0..<after.count), "numbering goes on")
    let ended = after.filter { $0.kind == "ended" }
    #expect(ended.map(\.outcome) == ["interrupted", "cut"])
    #expect(ended.last?.reason == "shutdown")
    let frames = try #require(ended.first?.frames)
    let total = try #require(frames.total)
    let left = try #require(frames.left)
    #expect(left.count == 2 && 0 <= left[0] && left[0] <= left[1] && left[1] <= total)
    #expect(left[0] < total, "it was killed before the end")
    #expect(after.filter { $0.kind == "accepted" }.count == 2, "from its beginning, and once")
  }

  @Test func anUnapprovedTextDoesNotAir() async throws {
    let station = try TestStation(airsIn: 6)
    let applied = try await Program.run(["apply", "--state", station.state, station.folder])
    #expect(
      applied.output.contains("Chưa duyệt, sẽ KHÔNG phát: thu-may, tin")
        || applied.output.contains("Chưa duyệt"))
    let run = RunningProgram([
      "run", "--state", station.state, "--output", "file:" + station.root.path + "/out",
    ])
    try run.start()
    #expect(await run.prints("KHÔNG PHÁT «tin» tại Thôn 1: bản tin chưa được duyệt"), "\(run.output)")
    run.signal(SIGINT)
    #expect(await run.exitCode() == 0)
    let entries = try await station.entries()
    #expect(entries.filter { $0.kind == "refused" }.map(\.reason) == ["not-approved", "not-approved"])
    #expect(!entries.contains { $0.kind == "accepted" })
  }

  @Test func quietHoursHoldBackOnADevice() async throws {
    let pulse = try PulseFixture()
    let station = try TestStation(airsIn: 8, quietNow: true)
    _ = try await Program.run(["apply", "--sample", "--state", station.state, station.folder])
    let run = RunningProgram(
      ["run", "--test-announcement", "--state", station.state], environment: pulse.childEnvironment)
    try run.start()
    #expect(
      await run.prints("KHÔNG PHÁT «thu-may» tại tất cả 2 cụm loa: đang trong giờ yên lặng"), "\(run.output)")
    #expect(await run.prints("KHÔNG PHÁT «tin» tại Thôn 1: đang trong giờ yên lặng"), "\(run.output)")
    run.signal(SIGINT)
    #expect(await run.exitCode() == 0)
    #expect(!(try await station.entries()).contains { $0.kind == "accepted" })
  }

  @Test func twoProcessesCannotRunOneStation() async throws {
    let station = try TestStation(airsIn: 3600)
    _ = try await Program.run(["apply", "--sample", "--state", station.state, station.folder])
    let files = "file:" + station.root.path + "/out"
    let first = RunningProgram(["run", "--state", station.state, "--output", files])
    try first.start()
    #expect(await first.prints("đang chạy"))
    let second = try await Program.run(["run", "--state", station.state, "--output", files])
    #expect(second.code == 69)
    #expect(second.errors.contains("đang chạy đài này"))
    first.signal(SIGINT)
    #expect(await first.exitCode() == 0)
  }
}
