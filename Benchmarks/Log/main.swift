import BroadcastCore
import Foundation
import GRDB

/// The evidence log beside its bars; ends with 1 where one is missed.
///
///     bench-log [ENTRIES]          the bars, at a million entries unless told
///     bench-log verify FOLDER      verifies, and prints its own peak memory; run by the above
let arguments = CommandLine.arguments.dropFirst()

func seconds(_ work: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let duration = try clock.measure(work)
  return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}

func number(_ value: Double, _ digits: Int = 0) -> String { String(format: "%.\(digits)f", value) }

if arguments.first == "verify", let folder = arguments.dropFirst().first {
  let report = try StateVerifier(StationDatabase.openForReading(state: folder)).verify()
  print(Memory.peakKilobytes, report.isGood ? "good" : "\(report.faults)")
  exit(0)
}

let count = arguments.first.flatMap { Int($0) } ?? 1_000_000
let folder = "bench-out/log-\(ProcessInfo.processInfo.processIdentifier)"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
var bars = Bars()

let appends = try AppendRace(folder: folder).run(blocks: 20, each: 100)
bars.expect(
  "durable appends, ours / raw SQLite", appends.ratio, atLeast: 0.8,
  "\(number(appends.ours))/s, \(number(appends.raw))/s; row \(appends.bytes) bytes")

let archive = try await ArchiveBench(folder: folder + "/archive").run()
bars.expect(
  "archive of 16 sounding channels, percent of a core", archive.share * 100, atMost: 3,
  "60 s of sound, \(number(Double(archive.bytes) / 60 / 16 / 1024)) KB/s a channel; copying, FLAC, disk, hashes"
)

let small = try SampleLog(folder: folder + "/small").fill(count / 10)
let large = try SampleLog(folder: folder + "/large").fill(count)
func rate(_ log: SampleLog, readsEntries: Bool) throws -> Double {
  var report = VerificationReport()
  let time = try seconds {
    report = try StateVerifier(StationDatabase.openForReading(state: log.folder), readsEntries: readsEntries)
      .verify()
  }
  guard report.isGood else { throw Memory.Failure(output: "\(report.faults.prefix(3))") }
  return Double(report.entries) / time
}
bars.expect(
  "verify, entries/s", try rate(large, readsEntries: true), atLeast: 50_000, "\(count) entries, all checks")
bars.expect(
  "verify, hashes alone, entries/s", try rate(large, readsEntries: false), atLeast: 200_000,
  "\(count) entries")
let proofs = try large.proofTimes(1000)
bars.expect(
  "inclusion proof, ms", proofs.usual * 1000, atMost: 5,
  "99 of 100 are faster; median \(number(proofs.median * 1000, 3)), worst \(number(proofs.worst * 1000, 3)) ms"
)
let (smallMemory, largeMemory) = (try Memory.ofVerifying(small.folder), try Memory.ofVerifying(large.folder))
bars.expect(
  "verify, peak memory of \(count) / \(count / 10) entries", largeMemory / smallMemory, atMost: 1.1,
  "\(number(largeMemory / 1024)) MB, \(number(smallMemory / 1024)) MB")
// What is left of a benchmark is the owner's to clean.
try? FileManager.default.removeItem(atPath: folder)
exit(bars.allHold ? 0 : 1)
