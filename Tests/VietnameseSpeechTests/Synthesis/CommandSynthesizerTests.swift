import Foundation
import Testing

@testable import VietnameseSpeech

/// Debian's espeak-ng as the external engine, and scripts that behave badly.
@Suite struct CommandSynthesizerTests {
  private static let espeak = [
    "/usr/bin/espeak-ng", "-v", "{voice}", "-s", "{rate}", "-a", "80", "-b", "1",
  ]

  private func script(_ text: String = "Xin chào bà con nhân dân, mời bà con nghe tin. Xin cảm ơn.") throws
    -> SpeechScript
  {
    try SpeechScript.make(text: text, voice: SpeechVoice(), normalizer: .standard())
  }

  private func shell(_ code: String, timeout: Duration = .seconds(30)) throws -> CommandSynthesizer {
    CommandSynthesizer(
      command: try CommandTemplate(["/bin/sh", "-c", code]), version: "1", timeout: timeout)
  }

  @Test(
    "The espeak-ng command speaks over its standard output or a file",
    arguments: [["--stdout"], ["-w", "{out}"]])
  func espeakNG(output: [String]) async throws {
    let script = try script()
    let synthesizer = CommandSynthesizer(
      command: try CommandTemplate(Self.espeak + output + ["--stdin"]), version: "1.51")
    let speech = try await synthesizer.speak(script)
    #expect(speech.sampleRate == 22_050)
    let seconds = Double(speech.samples.count) / 22_050
    #expect(abs(seconds / DurationEstimate.seconds(of: script) - 1) < 0.2)
    #expect(try await synthesizer.speak(script) == speech)
    // The rest between the two sentences is ours, to the sample.
    let rest = try #require(script.clauses.dropLast().last?.pauseMilliseconds) * 22_050 / 1000
    #expect(speech.samples.ranges(ofSilence: rest) >= 1)
  }

  @Test func aSentenceIsOneCall() throws {
    let sentences = CommandSynthesizer.sentences(try script().clauses)
    #expect(
      sentences.map(\.text) == [
        "Xin chào bà con nhân dân, mời bà con nghe tin.", "Xin cảm ơn.",
      ])
  }

  @Test func valuesAreNeverReadByAShell() async throws {
    let file = NSTemporaryDirectory() + "/injected-\(UUID().uuidString)"
    let synthesizer = CommandSynthesizer(
      command: try CommandTemplate(Self.espeak + ["--stdout", "--stdin"]), voice: "vi; touch \(file)",
      version: "1")
    await #expect(throws: SpeechError.self) { try await synthesizer.speak(try script()) }
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  /// What a bad engine does, what is said, and a word of the cause.
  static let faults: [(String, SpeechError.Code, String)] = [
    ("exit 3", .helperFailed, "3"), ("echo hỏng >&2; exit 1", .helperFailed, "hỏng"),
    ("cat > /dev/null", .helperFailed, "0 bytes"),
    ("echo không phải âm thanh", .helperFailed, "not 16-bit WAV"),
    ("cat > /dev/null; espeak-ng -v vi -a 0 --stdout 'xin chào bà con'", .silent, "bytes of text"),
    ("cat > /dev/null; espeak-ng -v vi --stdout à", .helperFailed, "expected"),
    ("kill -SEGV $$", .helperFailed, ""),
  ]

  @Test(arguments: faults)
  func aFaultIsTold(code: String, expected: SpeechError.Code, cause: String) async throws {
    let error = try await #require(throws: SpeechError.self) { try await shell(code).speak(try script()) }
    #expect(error.code == expected && (cause.isEmpty || error.cause.contains(cause)), "\(error)")
  }

  @Test func aMissingProgramIsTold() async throws {
    let synthesizer = CommandSynthesizer(command: try CommandTemplate(["/khong/co"]), version: "1")
    let error = try await #require(throws: SpeechError.self) { try await synthesizer.speak(try script()) }
    #expect(error.code == .unavailable)
  }

  @Test(
    "A hang ends at the time-out, and whatever happens nothing is left running",
    arguments: [
      ("(exec tail -f /dev/null) & tail -f /dev/null", [.timedOut]),
      // The grandchild holds the pipe of the sound: whether the end of its parent ends the reading is not ours to say.
      ("(exec tail -f /dev/null) & exit 0", [.timedOut, .helperFailed]),
      ("(exec tail -f /dev/null >/dev/null) & exit 0", [.timedOut, .helperFailed]),
    ] as [(String, [SpeechError.Code])])
  func aHang(code: String, expected: [SpeechError.Code]) async throws {
    let marker = NSTemporaryDirectory() + "/group-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: marker) }
    let error = try await #require(throws: SpeechError.self) {
      try await shell("echo $$ > \(marker); \(code)", timeout: .seconds(2)).speak(try script())
    }
    #expect(expected.contains(error.code))
    #expect(await ProcessList.ends(group: try ProcessList.id(in: marker)))
  }

  @Test func grandchildrenEndWithTheirParent() async throws {
    let marker = NSTemporaryDirectory() + "/group-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: marker) }
    let engine = try shell(
      "echo $$ > \(marker); (exec tail -f /dev/null >/dev/null 2>&1) & exec espeak-ng -v vi --stdout --stdin")
    _ = try await engine.speak(try script("Xin chào bà con."))
    #expect(await ProcessList.ends(group: try ProcessList.id(in: marker)))
  }

  @Test func anotherEngineSpeaksInItsPlaceAndItIsTold() async throws {
    let told = Told()
    let espeak = CommandSynthesizer(
      command: try CommandTemplate(Self.espeak + ["--stdout", "--stdin"]), version: "dự phòng")
    let synthesizer = FallbackSynthesizer(try shell("exit 9"), else: espeak) { told.add($0) }
    let speech = try await synthesizer.speak(try script())
    #expect(!speech.samples.isEmpty)
    #expect(speech.engine == (try await espeak.identity()))
    #expect(told.codes == [.helperFailed])
    #expect(try await synthesizer.identity() != espeak.identity())
  }

  @Test(arguments: [[], ["espeak-ng"], ["/bin/{voice}"], ["/bin/x", "{tốc độ}"], ["/bin/x", "a}"]])
  func badTemplates(arguments: [String]) throws {
    let error = try #require(throws: SpeechError.self) { try CommandTemplate(arguments) }
    #expect(error.code == .badCommand)
  }

  @Test func valuesWithBracesStayAsTheyAre() throws {
    let template = try CommandTemplate(["/bin/x", "-v{voice}", "{rate}{out}"])
    #expect(template.filled(voice: "{rate}", rate: 7, out: "/o") == ["-v{rate}", "7/o"])
  }
}

extension [Int16] {
  /// How many stretches of exactly zero are at least `count` long.
  fileprivate func ranges(ofSilence count: Int) -> Int {
    split(whereSeparator: { $0 != 0 }).count { $0.count >= count }
  }
}

private final class Told: @unchecked Sendable {
  private let lock = NSLock()
  private var errors: [SpeechError] = []
  func add(_ error: SpeechError) { lock.withLock { errors.append(error) } }
  var codes: [SpeechError.Code] { lock.withLock { errors.map(\.code) } }
}

enum ProcessList {
  static func id(in file: String) throws -> Int32 {
    try #require(
      Int32(try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines))
    )
  }

  /// Killed processes end when the kernel next looks at them, not before `kill` returns: asks until nobody is left.
  static func ends(group: Int32) async -> Bool {
    for _ in 0..<1000 {
      if living(inGroup: group).isEmpty { return true }
      await Task.yield()
    }
    return false
  }

  /// Processes of a group that are not zombies.
  static func living(inGroup group: Int32) -> [String] {
    // A process that ends while we look has no file any more.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { name in
      guard let stat = try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8),
        let end = stat.lastIndex(of: ")")
      else { return false }
      let fields = stat[stat.index(after: end)...].split(separator: " ")
      return fields.count > 2 && fields[2] == "\(group)" && fields[0] != "Z" && fields[0] != "X"
    }
  }
}
