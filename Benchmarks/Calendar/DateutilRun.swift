import Foundation

/// One run of Tests/Oracles/rrule_oracle.py, which makes random rules and times python-dateutil on them.
struct DateutilRun {
  let rules: [String]
  let cpuSeconds: Double
  let dates: Int

  /// `nil` where the script cannot run.
  init?(count: Int, seed: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    let python = ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"
    process.arguments = [python, "Tests/Oracles/rrule_oracle.py", "time", String(count), seed]
    process.standardOutput = output
    do {
      try process.run()
    } catch {
      return nil
    }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let lines = text.split(separator: "\n")
    // The last line: `# cpu SECONDS dates NUMBER`.
    let summary = (lines.last ?? "").split(separator: " ")
    guard process.terminationStatus == 0, summary.count == 5, let seconds = Double(summary[2]),
      let dates = Int(summary[4])
    else { return nil }
    cpuSeconds = seconds
    self.dates = dates
    rules = lines.dropLast().compactMap { $0.split(separator: "\t").last.map(String.init) }
  }
}
