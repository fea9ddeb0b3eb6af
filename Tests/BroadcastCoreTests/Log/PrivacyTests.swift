import Foundation
import GRDB
import Testing

@testable import BroadcastCore

@Suite struct ErasureTests {
  // Looks through every byte of the station's files.
  @Test func nothingIsLeftAndTheTreeStands() throws {
    let sample = try SampleLog()
    var record = SampleLog.accepted("a1")
    record.texts = [
      "text": SaltedText("Ông Nguyễn Văn Bí Mật", salt: Array("muối-muối-muối-muối-muối!!".utf8.prefix(32)))
    ]
    try sample.log.append(record, at: SampleLog.moment(1))
    let kept = try sample.maker.make(.dayClose, at: SampleLog.moment(2))
    func holds(_ secret: String) throws -> Bool {
      let state = sample.folder.path + "/state"
      return try FileManager.default.contentsOfDirectory(atPath: state).contains { name in
        let data = (try? Data(contentsOf: URL(filePath: state + "/" + name))) ?? Data()
        return data.range(of: Data(secret.utf8)) != nil
      }
    }
    #expect(try holds("Bí Mật") && holds("muối-muối"))
    let entry = try sample.log.erase(1, reason: "theo yêu cầu", by: "tk-1", at: SampleLog.moment(3))
    #expect(try !holds("Bí Mật") && !holds("muối-muối"))
    #expect(entry.line.contains("\"erased_seq\":1") && !entry.line.contains("theo yêu cầu"))
    let report = try StateVerifier(sample.database, known: [kept.note]).verify()
    #expect(report.isGood && report.checkpointsHeld == 2, "\(report.faults)")
    #expect { try sample.log.erase(1, reason: "x", by: "tk-1", at: SampleLog.moment(4)) } throws: {
      ($0 as? ErasureError)?.seq == 1
    }
  }
}

@Suite struct ZoneUptimeTests {
  private let zone = TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt

  /// Local times of 2026-11-21.
  private func days(
    _ entries: [(String, LogRecord)], until now: String = "2026-11-22T23:00:00.000Z"
  ) throws -> [String] {
    var uptime = ZoneUptime(timeZone: zone)
    for (seq, (wall, record)) in entries.enumerated() {
      let moment = Moment(
        wall: try #require(WallTime("2026-11-\(wall):00.000Z")), monotonic: Sample.moment.monotonic,
        boot: "b",
        isClockTrusted: true)
      uptime.take(try LogLine(record.line(seq: Int64(seq), event: "e", moment: moment)))
    }
    return uptime.report(now: try #require(WallTime(now))).map { day in
      let faults = day.faults.map { " \($0.name) \(Int($0.seconds))" }.joined()
      let (low, high) = (Int(day.seconds.lowerBound / 60), Int(day.seconds.upperBound / 60))
      return "\(day.date) \(day.zone) \(low)–\(high)\(faults)"
    }
  }

  private let start = LogRecord(
    kind: .stationStarted, fields: ["zone_outputs": .object(["thon-1": "a", "thon-2": "b"])])
  private let stop = LogRecord(kind: .stationStopped, fields: [:])
  private func trouble(_ name: String, _ output: String) -> LogRecord {
    LogRecord(
      kind: .output, fields: ["output": .object(["id": .string(output)]), "event_name": .string(name)])
  }

  @Test func aQuietDay() throws {
    #expect(
      try days([("21T01:00", start), ("21T03:00", stop)]) == [
        "2026-11-21 thon-1 120–120", "2026-11-21 thon-2 120–120",
      ])
  }

  // Midnight in Việt Nam is 17:00 UTC.
  @Test func daysAreLocal() throws {
    #expect(
      try days([("21T16:00", start), ("21T18:30", stop)]) == [
        "2026-11-21 thon-1 60–60", "2026-11-21 thon-2 60–60", "2026-11-22 thon-1 90–90",
        "2026-11-22 thon-2 90–90",
      ])
  }

  @Test func oneOutputsFaultIsItsZonesAlone() throws {
    #expect(
      try days([
        ("21T01:00", start), ("21T02:00", trouble("lost", "a")), ("21T02:10", trouble("returned", "a")),
        ("21T03:00", stop),
      ]) == ["2026-11-21 thon-1 110–110 lost 600", "2026-11-21 thon-2 120–120"])
  }

  // When it crashed is not known: after its last entry, before its next start.
  @Test func aCrashLeavesAnInterval() throws {
    #expect(
      try days([
        ("21T01:00", start), ("21T02:00", trouble("xrun", "a")), ("21T05:00", start), ("21T06:00", stop),
      ]) == ["2026-11-21 thon-1 120–300", "2026-11-21 thon-2 120–300"])
  }
}

@Suite struct LogFilterTests {
  @Test func eachFilterTakesItsOwn() throws {
    let sample = try SampleLog()
    try sample.air("a1", at: 2)
    try sample.log.append(
      LogRecord(kind: .refused, fields: ["class": "priority", "zones": .array(["thon-3"])]),
      at: SampleLog.moment(90))
    func seqs(_ filter: LogFilter) throws -> [Int64] { try sample.log.entries(filter).map(\.seq) }
    #expect(try seqs(LogFilter()) == [0, 1, 2, 3, 4])
    #expect(try seqs(LogFilter(zone: "thon-1")) == [1, 3])
    #expect(try seqs(LogFilter(zone: "thon-2")) == [1], "heard there")
    #expect(try seqs(LogFilter(outcome: "completed")) == [3])
    #expect(try seqs(LogFilter(outcome: "refused")) == [4])
    #expect(try seqs(LogFilter(criterion: "TC2.5")) == [1])
    #expect(try seqs(LogFilter(airClass: "priority")) == [4])
    #expect(try seqs(LogFilter(kind: .key)) == [0])
    let span = LogFilter.Span(from: SampleLog.moment(3).wall, to: SampleLog.moment(90).wall)
    #expect(try seqs(LogFilter(span: span)) == [2, 3])
    #expect(try sample.log.range(of: LogFilter(span: span)) == 2..<4)
    #expect(try sample.log.last(2, of: LogFilter(zone: "thon-1")).map(\.seq) == [1, 3])
  }
}
