import AudioEngine
import BroadcastCore
import Foundation
import VietnameseSpeech

// CPU of text → ready clip against the `espeak-ng` command on the same spoken text, in one run.
// Usage: bench-speech; exit 1 where the threshold is missed. `broadcaster` lies beside this program.

/// At most this many times the CPU of the command alone; true peak and loudness are measured by our own SIMD code.
let threshold = 3.0
/// The least disturbed of many counts: other programs on the machine cost cache and so CPU time.
let rounds = 9

/// CPU seconds of this process and of the children that it has waited for.
func cpuSeconds() -> Double {
  [RUSAGE_SELF.rawValue, RUSAGE_CHILDREN.rawValue].reduce(0) { sum, who in
    var usage = rusage()
    getrusage(__rusage_who_t(who), &usage)
    let times = [usage.ru_utime, usage.ru_stime]
    return sum + times.reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
  }
}

func measured(_ work: () async throws -> Void) async rethrows -> Double {
  let start = cpuSeconds()
  try await work()
  return cpuSeconds() - start
}

func command(_ text: String, output: String) throws {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/espeak-ng")
  process.arguments = ["-v", "vi", "-s", "150", "-a", "80", "-b", "1", "-f", text, "-w", output]
  try process.run()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
}

let folder =
  FileManager.default.temporaryDirectory.path + "/bench-speech-\(ProcessInfo.processInfo.processIdentifier)"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)

let program = URL(
  fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
let helper = program.deletingLastPathComponent().appendingPathComponent("broadcaster").path
guard FileManager.default.isExecutableFile(atPath: helper) else {
  FileHandle.standardError.write(Data("Không có \(helper): hãy chạy swift build -c release\n".utf8))
  exit(69)
}

// About four minutes of speech: templates as they would air.
let date = CivilDate(dayNumber: 20_778)
let texts = try TemplateLibrary.shipped().templates.prefix(6).map {
  try TemplateFilling.example($0, date: date).text()
}
let text = texts.joined(separator: "\n")
let normalizer = Normalizer(lexicon: try .shipped())
let renderer = AnnouncementRenderer(
  synthesizer: EspeakSynthesizer(helper: helper), library: ClipLibrary(folder: folder + "/clips"),
  speech: SpeechSettings(), normalizer: normalizer)
let script = try renderer.script(of: text)
let spoken = script.clauses.map(\.text).joined(separator: "\n")
try spoken.write(toFile: folder + "/spoken.txt", atomically: true, encoding: .utf8)

var ours: [Double] = []
var theirs: [Double] = []
var seconds = 0.0
for _ in 0..<rounds {
  theirs.append(try await measured { try command(folder + "/spoken.txt", output: folder + "/out.wav") })
  ours.append(
    try await measured { seconds = try await renderer.clip(of: try renderer.script(of: text)).duration })
}
let best = (ours: ours.min() ?? 0, theirs: theirs.min() ?? 0)
let ratio = best.ours / best.theirs
print("lời đọc: \(script.clauses.count) đoạn, \(String(format: "%.0f", seconds)) giây âm thanh")
print(
  String(format: "espeak-ng: %.3f s CPU; văn bản → âm thanh hoàn chỉnh: %.3f s CPU", best.theirs, best.ours))
print(String(format: "tỷ lệ: %.2f lần, ngưỡng %.1f lần", ratio, threshold))
print(ratio <= threshold ? "ĐẠT" : "KHÔNG ĐẠT")
// What is left lies in the system's folder for temporary files.
try? FileManager.default.removeItem(atPath: folder)
exit(ratio <= threshold ? 0 : 1)
