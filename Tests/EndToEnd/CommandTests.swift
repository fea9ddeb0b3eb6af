import AudioEngine
import Foundation
import Testing
import TestSupport

/// Commands that do not run the station: what they print and how they end.
@Suite(.serialized) struct CommandTests {
  @Test func saysIntoAFile() async throws {
    let folder = try TemporaryFolder.make("e2e-say")
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path + "/chao.wav"
    let result = try await Program.run(["say", "Xin chào bà con", "--output", path])
    #expect(result.code == 0, "\(result.errors)")
    let clip = try Clip.read(path: path)
    #expect(clip.sampleRate == 48_000 && clip.duration > 0.5 && clip.duration < 4)
    let loudness = try clip.loudness()
    #expect(loudness.truePeak <= -0.9)
    // The ceiling may keep short, peaky words under the target, never over it.
    #expect(loudness.integrated < -15.9 && loudness.integrated > -21)
    // The same words give the same bytes.
    let again = folder.path + "/again.wav"
    _ = try await Program.run(["say", "-", "--output", again], input: "Xin chào bà con")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(contentsOf: URL(fileURLWithPath: again)))
  }

  @Test func saysOnADevice() async throws {
    let pulse = try PulseFixture()
    try pulse.startRecording()
    let result = try await Program.run(
      ["say", "Xin chào", "--device", pulse.childDeviceName], environment: pulse.childEnvironment)
    #expect(result.code == 0, "\(result.errors)")
    #expect(try pulse.recorded()[0].contains { abs($0) > 0.1 })
  }

  @Test(
    "Wrong use ends with a code and a sentence",
    arguments: [
      (["say", "x"], 64, "đúng một nơi"),
      (["say", "...", "--output", "/dev/null"], 65, "Không có gì để đọc"),
      (["say", "chào", "--voice", "en-us-nope", "--output", "/dev/null"], 64, "vi-vn-x-south"),
      (["say", "chào", "--rate", "9999", "--output", "/dev/null"], 65, "rate 9999"),
      (["say", "chào", "--output", "/khong/co/x.wav"], 74, "/khong/co/x.wav"),
      (["say", "chào", "--device", "khong-co-loa"], 69, "khong-co-loa"),
      (["apply", "/khong/co", "--state", "/tmp"], 65, "station.yaml"),
      (["run", "--state", "/khong/co"], 65, "broadcaster apply"),
      (["run", "--output", "loa", "--state", "/khong/co"], 64, "--output"),
      (["log", "list", "--state", "/khong/co"], 65, "broadcaster apply"),
      (["log", "list", "--last", "0"], 64, "--last"),
      (["schedule", "check", "/khong/co"], 65, "station.yaml"),
      (["mix", "/khong/co.wav", "--output", "/tmp/khong-ghi.wav"], 74, "/khong/co.wav"),
      (["mix", "/etc/passwd", "--output", "/tmp/khong-ghi.wav"], 65, "/etc/passwd"),
      (["mix", "x.wav", "--output", "/tmp"], 64, "thư mục"),
      (["mix", "/etc/passwd", "--output", "/etc/passwd", "--force"], 64, "cũng là tệp vào"),
      (["mix", "x.wav", "--output", "/etc/passwd"], 74, "--force"),
      (["mix", "x.wav", "--output", "y.wav", "--at", "1:75"], 64, "1:75"),
      (["khong-co-lenh"], 64, "khong-co-lenh"),
    ] as [([String], Int32, String)])
  func wrongUse(arguments: [String], code: Int32, words: String) async throws {
    let result = try await Program.run(arguments)
    #expect(result.code == code, "\(result.errors)")
    #expect(result.errors.contains(words), "\(result.errors)")
  }

  @Test("mix resamples what differs, and puts every sound where --at says")
  func mixes() async throws {
    let folder = try TemporaryFolder.make("e2e-mix")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, rate) in [("a", 44_100), ("b", 48_000)] {
      let sine = (0..<rate).map { 0.25 * sin(Float($0) * 2 * .pi * 441 / Float(rate)) }
      try Clip(sampleRate: rate, channels: [sine]).write(path: "\(folder.path)/\(name).wav", format: .wav16)
    }
    let output = folder.path + "/mix.wav"
    let result = try await Program.run([
      "mix", folder.path + "/a.wav", folder.path + "/b.wav", "--output", output, "--gain", "-6", "--gain",
      "0", "--at",
      "0", "--at", "0:02,5",
    ])
    #expect(result.code == 0, "\(result.errors)")
    let mixed = try Clip.read(path: output)
    #expect(mixed.sampleRate == 44_100)
    #expect(mixed.frameCount == 154_350)
    let samples = mixed.samples(ofChannel: 0)
    #expect(samples[44_200..<110_200].allSatisfy { abs($0) < 1e-4 })
    #expect(abs((samples[1_000..<40_000].max() ?? 0) - 0.1253) < 0.001)
    // 100 frames a turn at 44.1 kHz: the resampled sine has the phase that it was given.
    let expected = (0..<20_000).map { 0.25 * sin(Float($0) * 2 * .pi / 100) }
    #expect(
      zip(samples[110_250...].dropFirst(2_000), expected.dropFirst(2_000)).allSatisfy { abs($0 - $1) < 0.001 }
    )
  }

  @Test func doctorNamesEveryPartAndItsCure() async throws {
    let folder = try TemporaryFolder.make("e2e-doctor")
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try await Program.run(["doctor", "--output", "file:/tmp", "--state", folder.path])
    #expect(files.code == 0, "\(files.output)\(files.errors)")
    for subject in ["Âm thanh", "Ưu tiên thời gian thực", "Đồng hồ", "Đĩa", "Giọng đọc", "Đài"] {
      #expect(files.output.contains(subject))
    }
    #expect(files.output.contains("vi-vn-x-south"))
    let json = try await Program.run([
      "doctor", "--format", "json", "--output", "file:/tmp", "--state", folder.path,
    ])
    let list = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: String]])
    #expect(list.allSatisfy { $0["severity"] == "ok" || !($0["cure"] ?? "").isEmpty })
  }

  @Test func aDamagedLineIsShownAsSuch() async throws {
    let station = try TestStation(airsIn: 3600)
    _ = try await Program.run(["apply", "--state", station.state, station.folder])
    let sqlite = Process()
    sqlite.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
    sqlite.arguments = [
      station.state + "/station.sqlite",
      "DROP TRIGGER log_entry_no_update; UPDATE log_entry SET line = json_set(line, '$.sample', json('true'));",
    ]
    try sqlite.run()
    sqlite.waitUntilExit()
    let list = try await Program.run(["log", "list", "--state", station.state])
    #expect(list.output.contains("[MỤC ĐÃ BỊ SỬA]"))
  }
}
