import Foundation

enum Measure {
  /// CPU seconds of this process so far, user and system.
  static func cpuSeconds() -> Double { Double(clock()) / 1e6 }

  /// Resident megabytes now.
  static func residentMegabytes() -> Double {
    // No /proc: not a number, and the table says so.
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = text.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
    else { return .nan }
    return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1e6
  }

  static func median(_ values: [Double]) -> Double { percentile(values, 50) }

  static func percentile(_ values: [Double], _ percent: Double) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    let rank = Int((Double(sorted.count) * percent / 100).rounded(.up))
    return sorted[max(0, min(sorted.count, rank) - 1)]
  }
}

/// A line at once: a pipe would hold back what `print` writes.
func report(_ line: String) {
  FileHandle.standardOutput.write(Data("\(line)\n".utf8))
}
