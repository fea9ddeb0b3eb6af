import AudioEngine
import BroadcastCore
import Foundation
import TestSupport
import Testing

/// A microphone that hears what the loudspeaker is given.
@Suite(.serialized) struct ClipRecordTests {
  @Test func whatSoundsIsRecorded() async throws {
    let root = try TemporaryFolder.make("e2e-record")
    defer { try? FileManager.default.removeItem(at: root) }
    let state = root.path + "/state"
    let pulse = try PulseFixture()
    let applied = try await Program.run([
      "apply", "--state", state, Program.repository + "/schedules/ninh-giang",
    ])
    try #require(applied.code == 0, "\(applied.errors)")
    // Four seconds of 1,000 Hz, brought in as a recording of its own.
    let tone = (0..<192_000).map { 0.2 * sin(Float($0) * 2 * .pi * 1_000 / 48_000) }
    try Clip(sampleRate: 48_000, channels: [tone]).write(path: root.path + "/tone.wav", format: .wav16)
    let added = try await Program.run([
      "clip", "add", root.path + "/tone.wav", "--title", "Tiếng chuẩn", "--state", state,
    ])
    try #require(added.code == 0, "\(added.errors)")

    let player = RunningProgram(
      ["clip", "play", "bg-1", "--device", "loa", "--state", state], environment: pulse.childEnvironment)
    try player.start()
    let recorded = try await Program.run(
      [
        "clip", "record", "--seconds", "3", "--device", pulse.childMicrophone, "--title", "Thu thử",
        "--state", state,
      ], environment: pulse.childEnvironment)
    #expect(recorded.code == 0, "\(recorded.errors)")
    #expect(recorded.output.hasPrefix("bg-2"), "\(recorded.output)")
    _ = await player.exitCode()
    let database = try StationDatabase.open(state: state)
    let store = ClipStore(database, library: ClipLibrary(folder: state + "/clips"))
    let clip = try store.clip("bg-2")
    #expect(clip.seconds > 1 && clip.seconds <= 3.4)
    #expect(abs(clip.loudness - -1_600) <= 50)
    let samples = try store.sound(of: clip).samples(ofChannel: 0)
    let middle = samples[samples.count / 2..<min(samples.count, samples.count / 2 + 24_000)]
    let crossings = zip(middle, middle.dropFirst()).count { $0 < 0 && $1 >= 0 }
    #expect(abs(Double(crossings) - 1_000 * Double(middle.count) / 48_000) <= 2)
  }

  @Test func aMicrophoneThatIsNotThereIsSaid() async throws {
    let state = try ScratchFolder()
    _ = try StationDatabase.open(state: state.path)
    let result = try await Program.run([
      "clip", "record", "--seconds", "1", "--device", "khong-co", "--title", "x", "--state", state.path,
    ])
    #expect(result.code == 69, "\(result.errors)")
    #expect(result.errors.contains("khong-co"))
  }
}
