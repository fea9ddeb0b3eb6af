import BroadcastCore
import Foundation

// A year's report of 40 zones and 20,000 airings, as an official would ask for it: the released program, its own commands.
//   bench-evidence                              the numbers
//   bench-evidence make STATE FOLDER FROM TO    only fills STATE with virtual entries of a simulated period
let programs = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
let arguments = Array(CommandLine.arguments.dropFirst())

if arguments.first == "make" {
  guard arguments.count == 5, let from = CivilDate(arguments[3]), let to = CivilDate(arguments[4]) else {
    print("bench-evidence make STATE FOLDER FROM TO")
    exit(64)
  }
  let folder = try StationFolder.load(arguments[2])
  try run(["apply", "--sample", arguments[2], "--state", arguments[1]])
  let count = try VirtualLog(folder: folder, from...to).write(state: arguments[1], atLeast: 0)
  print("\(count) airings")
  exit(0)
}

let scratch = NSTemporaryDirectory() + "/bench-evidence-" + UUID().uuidString
try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: scratch) }
let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
  .standardized.path
try FileManager.default.createDirectory(atPath: scratch + "/schedules", withIntermediateDirectories: true)
try FileManager.default.copyItem(atPath: root + "/schedules/ninh-giang", toPath: scratch + "/schedules/x")
try FileManager.default.copyItem(atPath: root + "/audio", toPath: scratch + "/audio")
// 34 more hamlets on the second line.
let path = scratch + "/schedules/x/station.yaml"
let zones = (7...40).map {
  "  - { id: thon-\($0), name: Thôn \($0), output: loa, channels: [2], tags: [thon] }\n"
}.joined()
var text = try String(contentsOfFile: path, encoding: .utf8)
text = text.replacingOccurrences(of: "\nhours:\n", with: "\n#\nhours:\n")
if let end = text.range(of: "channels: [2], tags: [thon] }\n", options: .backwards) {
  text.insert(contentsOf: zones, at: end.upperBound)
}
try Data(text.utf8).write(to: URL(fileURLWithPath: path))
let folder = try StationFolder.load(scratch + "/schedules/x")
let state = scratch + "/state"
try run(["apply", "--sample", scratch + "/schedules/x", "--state", state])
// 2026-01-01 to 2026-12-31.
let year = CivilDate(dayNumber: 20_454)...CivilDate(dayNumber: 20_818)
let airings = try VirtualLog(folder: folder, year).write(state: state, atLeast: 20_000)
let common = [
  "evidence", "report", "--from", "2026-01-01", "--to", "2026-12-31", "--as-of", "2026-12-31",
  "--include-virtual",
  "--state", state,
]
let tables = try run(common + ["--out", scratch + "/a", "--no-pdf"])
let whole = try run(common + ["--out", scratch + "/b"])
print("evidence: \(folder.station.zones.count) zones, \(airings) airings, \(airings * 2) entries")
print(String(format: "HTML, CSV and XLSX  %.1f s, %d MB (bar 10 s)", tables.seconds, tables.megabytes))
print(
  String(
    format: "with the PDF        %.1f s, %d MB (bar 60 s for the PDF alone)", whole.seconds, whole.megabytes))

/// Runs the program beside this one to its end.
@discardableResult
func run(_ arguments: [String]) throws -> (seconds: Double, megabytes: Int) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: programs + "/broadcaster")
  process.arguments = arguments
  process.standardOutput = FileHandle.nullDevice
  let clock = ContinuousClock()
  let begin = clock.now
  try process.run()
  var peak = 0
  // The peak of the program itself, by its own status, while it lives.
  while process.isRunning {
    if let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM") }),
      let kilobytes = line.split(separator: " ").compactMap({ Int($0) }).first
    {
      peak = max(peak, kilobytes)
    }
    usleep(20_000)
  }
  let duration = begin.duration(to: clock.now)
  guard process.terminationStatus == 0 else {
    print("broadcaster \(arguments.prefix(2).joined(separator: " ")) ended with \(process.terminationStatus)")
    exit(1)
  }
  return (Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18, peak / 1024)
}
