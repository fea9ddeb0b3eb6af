import Foundation

/// Prints each bar with what was measured.
struct Bars {
  private(set) var allHold = true

  mutating func expect(_ name: String, _ value: Double, atLeast bar: Double, _ detail: String) {
    line(name, value, ">=", bar, value >= bar, detail)
  }

  mutating func expect(_ name: String, _ value: Double, atMost bar: Double, _ detail: String) {
    line(name, value, "<=", bar, value <= bar, detail)
  }

  private mutating func line(
    _ name: String, _ value: Double, _ sign: String, _ bar: Double, _ holds: Bool, _ detail: String
  ) {
    if !holds { allHold = false }
    let shown = String(format: value < 100 ? "%.3f" : "%.0f", value)
    print(
      "\(holds ? "ok  " : "FAIL")  \(name): \(shown) (bar \(sign) \(String(format: "%g", bar)); \(detail))")
  }
}

/// Peak resident memory.
enum Memory {
  static var peakKilobytes: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }

  struct Failure: Error {
    var output: String
  }

  /// Of a process that does nothing else, in kilobytes.
  static func ofVerifying(_ folder: String) throws -> Double {
    let process = Process()
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["verify", folder]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let words = output.split(whereSeparator: \.isWhitespace)
    guard words.count == 2, words[1] == "good", let value = Double(words[0]), value > 0 else {
      throw Failure(output: output)
    }
    return value
  }
}
