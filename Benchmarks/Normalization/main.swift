import Foundation
import VietnameseSpeech

// Seed sentences a second on one core, and whether time is linear in the input.
// Usage: bench-normalize FOLDER_OF_TEXTS; exit 1 where a threshold is missed.

let threshold = 20_000.0
/// Twice the text may take at most this much longer; 2 is linear.
let linearThreshold = 2.6

let folder = CommandLine.arguments.dropFirst().first ?? "Tests/VietnameseSpeechTests/Normalization/Data/seeds"
let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".txt") }
  .sorted()
let texts = try files.map { try String(contentsOfFile: folder + "/" + $0, encoding: .utf8) }
guard !texts.isEmpty else {
  FileHandle.standardError.write(Data("Không có tệp .txt nào trong \(folder)\n".utf8))
  exit(64)
}
let normalizer = Normalizer(lexicon: try .shipped())

/// A sentence ends with . ; : ? ! before white space, or with its line.
let sentences = texts.flatMap { text in
  text.split(separator: "\n").flatMap { line -> [String] in
    var found: [String] = []
    var current = ""
    for word in line.split(whereSeparator: \.isWhitespace) {
      current += current.isEmpty ? String(word) : " " + word
      if let last = word.last, ".;:?!".contains(last), word.count > 2 {
        found.append(current)
        current = ""
      }
    }
    return current.isEmpty ? found : found + [current]
  }
}

/// CPU seconds of this thread.
func cpuTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Seconds to read all `texts`; the bytes said keep the work from being left out.
func measure(_ texts: [String], _ normalizer: Normalizer) -> Double {
  let start = cpuTime()
  let bytes = texts.reduce(0) { $0 + normalizer.normalize($1).spoken.text.utf8.count }
  precondition(bytes > 0)
  return cpuTime() - start
}

_ = measure(sentences, normalizer)
let rounds = (0..<5).map { _ in measure(sentences, normalizer) }
let rate = Double(sentences.count) / (rounds.min() ?? 1)

let whole = texts.joined(separator: "\n")
func text(bytes: Int) -> String {
  var text = ""
  while text.utf8.count < bytes { text += whole }
  return text
}
let megabyte = text(bytes: 1_000_000)
let oneMegabyte = (0..<3).map { _ in measure([megabyte], normalizer) }.min() ?? 0
let double = megabyte + megabyte
let twoMegabytes = (0..<3).map { _ in measure([double], normalizer) }.min() ?? 0
let oneLine = megabyte.replacing("\n", with: " ")
let oneLineTime = measure([oneLine], normalizer)
let worst = [
  ("chữ số", String(repeating: "1.234/", count: 170_000)),
  ("phụ âm", String(repeating: "b", count: 1_000_000)),
  ("từ lạ", String(repeating: "zxwq kfoo ", count: 100_000)),
  ("ngoặc", String(repeating: "(TT-", count: 250_000)),
  ("địa chỉ", String(repeating: "a.vn,", count: 200_000)),
  ("NFD", megabyte.decomposedStringWithCanonicalMapping),
].map { name, text in (name, measure([text], normalizer)) }

print(
  "câu: \(sentences.count), trung bình \(sentences.reduce(0) { $0 + $1.utf8.count } / sentences.count) byte")
print(
  "tốc độ: \(Int(rate)) câu/giây, ngưỡng \(Int(threshold)) (\(String(format: "%.2f", rate / threshold)) lần)")
print(
  "1 MB: \(String(format: "%.3f", oneMegabyte)) s; 2 MB: \(String(format: "%.2f", twoMegabytes / oneMegabyte)) lần"
)
print("1 MB một dòng: \(String(format: "%.3f", oneLineTime)) s")
for (name, seconds) in worst { print("1 MB \(name): \(String(format: "%.3f", seconds)) s") }
let isLinear = twoMegabytes <= oneMegabyte * linearThreshold && oneLineTime <= oneMegabyte * 3
if rate < threshold || !isLinear {
  print("KHÔNG ĐẠT")
  exit(1)
}
print("ĐẠT")
