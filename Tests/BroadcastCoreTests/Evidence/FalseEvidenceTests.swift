import Foundation
import Testing

@testable import BroadcastCore

/// What must not count, tried.
@Suite struct FalseEvidenceTests {
  private typealias Aired = EvidenceFixture.Aired

  @Test("A true broadcast counts, with its entry number") func proven() throws {
    var log = EvidenceFixture()
    let seq = try log.air("2026-03-02")
    let row = try log.coverage("2026-03-01", "2026-03-03")
    #expect(row.isSatisfied && row.entries == [seq] && row.zones.count == 2 && row.seconds == 60)
  }

  @Test(
    "Virtual devices, files, tests, simulations and what did not end are listed apart",
    arguments: [
      (Aired(kind: "virtual"), .virtual), (Aired(kind: "file"), .file), (Aired(airClass: "test"), .test),
      (Aired(isSimulated: true), .simulated), (Aired(outcome: "cut"), .incomplete),
      (Aired(outcome: "failed"), .incomplete), (Aired(outcome: "interrupted"), .incomplete),
      // Says completed, but its own numbers do not.
      (Aired(leftShort: 1), .incomplete), (Aired(seconds: 0), .incomplete),
    ] as [(EvidenceFixture.Aired, AiredEntry.Standing)])
  func apart(aired: EvidenceFixture.Aired, standing: AiredEntry.Standing) throws {
    var log = EvidenceFixture()
    try log.air("2026-03-02", "06:00", aired)
    let coverage = try log.full("2026-03-01", "2026-03-03")
    #expect(coverage.counted.isEmpty && coverage.apart.map(\.standing) == [standing])
    #expect(!coverage.criteria[0].isSatisfied && coverage.minutes.isEmpty)
  }

  @Test("Virtual devices count only for a trial, which says so; files and tests never")
  func trial() throws {
    var log = EvidenceFixture()
    for aired in [Aired(kind: "virtual"), Aired(kind: "file"), Aired(kind: "virtual", airClass: "test")] {
      try log.air("2026-03-02", "06:00", aired)
    }
    let coverage = try log.full("2026-03-01", "2026-03-03", includesVirtual: true)
    #expect(coverage.isTrial && coverage.counted.map(\.standing) == [.trial])
    #expect(coverage.apart.map(\.standing) == [.file, .test])
  }

  @Test("An end without an acceptance, a second end, and a changed line prove nothing") func unpaired() throws
  {
    var log = EvidenceFixture()
    try log.air("2026-03-02")
    let (accepted, ended) = (log.lines[0], log.lines[1])
    func standings(_ lines: [(LogLine, Bool)]) -> [AiredEntry.Standing] {
      var entries = AiredEntries(station: EvidenceFixture.station, includesVirtual: false)
      for (line, isIntact) in lines { entries.add(line, isIntact: isIntact) }
      return entries.entries.map(\.standing)
    }
    #expect(standings([(accepted, true), (ended, true)]) == [.proven])
    #expect(standings([(ended, true)]) == [.damaged])
    #expect(standings([(accepted, true), (ended, true), (ended, true)]) == [.proven, .damaged])
    #expect(standings([(accepted, true), (ended, false)]) == [.damaged])
    #expect(standings([(accepted, false), (ended, true)]) == [.damaged])
  }

  @Test("A simulation's own entries are no log lines") func simulation() throws {
    let input = try SampleStation.ninhGiang.folder().planInput()
    let log = Simulation(input).run("2026-03-02"..."2026-03-02")
    #expect(!log.entries.isEmpty)
    for entry in log.entries {
      let text = String(decoding: try JSONEncoder().encode(entry), as: UTF8.self)
      #expect(throws: DecodingError.self) { try LogLine(text) }
    }
  }

  @Test("A supporting row is never satisfied, whatever an announcement claims") func supporting() throws {
    var log = EvidenceFixture()
    try log.air("2026-03-02")
    try log.air("2026-03-03", "06:00", Aired(criteria: [], supporting: ["TC"]))
    let row = try log.coverage("2026-03-01", "2026-03-03", criterion: EvidenceFixture.criterion(.supporting))
    #expect(!row.isSatisfied && row.entries.count == 1 && row.supporting.count == 1)
    let direct = try log.coverage("2026-03-03", "2026-03-03")
    #expect(!direct.isSatisfied && direct.entries.isEmpty && direct.supporting.count == 1)
  }

  /// Cut off, taken up again: whole only where every part was heard.
  @Test("A zone that missed the middle has not heard the whole, though the rest was completed")
  func resumed() throws {
    var log = EvidenceFixture()
    try log.air("2026-03-02", "06:00", Aired(outcome: "interrupted"))
    try log.air("2026-03-02", "06:05")
    var lines = log.lines
    for index in lines.indices { lines[index].broadcast = "x@2026-03-02T06:00" }
    let half = try #require(lines[1].frames?.left?.first) / 2
    lines[1].frames?.left = [half, half]
    lines[2].offset = half
    func zones(_ change: (inout [LogLine]) -> Void = { _ in }) -> [ZoneID] {
      var changed = lines
      change(&changed)
      var entries = AiredEntries(station: EvidenceFixture.station, includesVirtual: false)
      for line in changed { entries.add(line) }
      return entries.entries.last?.zones ?? []
    }
    let (a, b) = (ZoneID(rawValue: "a"), ZoneID(rawValue: "b"))
    let whole = zones()
    #expect(whole == [a, b])
    // A gap between the parts, a part on something else than the card, a part that one zone did not get.
    let gap = zones { $0[2].offset = half + 1 }
    let elsewhere = zones { $0[1].output?.kind = "virtual" }
    let partial = zones { $0[1].incomplete = ["b"] }
    let alone = zones { $0.removeFirst(2) }
    #expect(gap.isEmpty && elsewhere.isEmpty && partial == [a] && alone.isEmpty)
    // A siren in one zone when the process was killed, which could not write it down.
    let siren = zones { lines in
      var siren = lines[0]
      siren.seq += 1
      siren.airing = "siren"
      siren.class = "emergency"
      siren.hearing = ["b"]
      for index in 1..<lines.count { lines[index].seq += 1 }
      lines.insert(siren, at: 1)
    }
    #expect(siren == [a])
  }

  @Test("A zone whose channel fell silent in the middle has not heard it") func silentMiddle() throws {
    var log = EvidenceFixture()
    try log.air("2026-03-02", "06:00", Aired(silentChannel: 1))
    let row = try log.coverage("2026-03-02", "2026-03-02", criterion: EvidenceFixture.criterion(gap: 1))
    #expect(row.zones == [ZoneID(rawValue: "a")] && !row.isSatisfied)
    #expect(row.shortfalls.map(\.kind) == [.zoneUnreached])
    // On another output, or after the end, it is no matter of this broadcast.
    var other = EvidenceFixture()
    try other.air("2026-03-02", "06:00", Aired(zones: [], output: "khac", silentChannel: 1))
    try other.air("2026-03-02", "07:00")
    #expect(try other.coverage("2026-03-02", "2026-03-02").zones.count == 2)
  }

  @Test("A zone that lost the middle to an emergency or a STOP has not heard it") func incompleteZone() throws
  {
    var log = EvidenceFixture()
    try log.air("2026-03-02", "06:00", Aired(incomplete: ["b"]))
    let row = try log.coverage("2026-03-02", "2026-03-02", criterion: EvidenceFixture.criterion(gap: 1))
    #expect(row.zones == [ZoneID(rawValue: "a")] && row.shortfalls.map(\.kind) == [.zoneUnreached])
  }

  @Test("One output completed and one cut: only the first one's zones heard it") func twoOutputs() throws {
    var log = EvidenceFixture()
    try log.air("2026-03-02", "06:00", Aired(zones: ["a"], broadcast: "x"))
    try log.air(
      "2026-03-02", "06:00", Aired(zones: ["b"], outcome: "failed", output: "loa-2", broadcast: "x"))
    let row = try log.coverage("2026-03-02", "2026-03-02")
    #expect(row.broadcasts == ["x"] && row.zones == [ZoneID(rawValue: "a")] && row.seconds == 60)
  }

  // MARK: Three days in a row

  private func disclosure(_ aired: [(CivilDate, [String])]) throws -> CriterionCoverage {
    var log = EvidenceFixture()
    for (date, zones) in aired { try log.air(date, "06:00", Aired(zones: zones, isThreeDays: true)) }
    return try log.coverage(
      "2026-03-01", "2026-03-31", asOf: "2026-03-10",
      announcements: [EvidenceFixture.announcement(threeDays: true)])
  }

  @Test("Three days in a row in every zone satisfy") func threeDays() throws {
    let both = ["a", "b"]
    let row = try disclosure([("2026-03-02", both), ("2026-03-03", both), ("2026-03-04", both)])
    #expect(
      row.isSatisfied && row.disclosures[0].runs.allSatisfy { $0.days == 3 && $0.first == "2026-03-02" })
  }

  @Test("A day missing in the three starts the count again; three new days are proposed") func missingDay()
    throws
  {
    let both = ["a", "b"]
    let row = try disclosure([("2026-03-02", both), ("2026-03-03", both), ("2026-03-05", both)])
    #expect(!row.isSatisfied && row.disclosures[0].runs.map(\.days) == [2, 2])
    let proposal = try #require(row.shortfalls.first { $0.kind == .days }?.proposal)
    #expect(proposal.dates == ["2026-03-11", "2026-03-12", "2026-03-13"] && proposal.isThreeDays)
  }

  @Test("A zone that missed the middle day has not had three in a row") func zoneMissedTheMiddle() throws {
    let both = ["a", "b"]
    let row = try disclosure([("2026-03-02", both), ("2026-03-03", ["a"]), ("2026-03-04", both)])
    #expect(!row.isSatisfied && row.disclosures[0].runs.map(\.days) == [3, 1])
    #expect(row.shortfalls[0].text.contains("Thôn B") && !row.shortfalls[0].text.contains("Thôn A"))
  }

  @Test("Two texts do not add up to three days") func changedContent() throws {
    var log = EvidenceFixture()
    for (date, content) in [("2026-03-02", "x"), ("2026-03-03", "x"), ("2026-03-04", "y")] {
      try log.air(CivilDate(date)!, "06:00", Aired(content: content, isThreeDays: true))
    }
    let row = try log.coverage("2026-03-01", "2026-03-31")
    #expect(!row.isSatisfied && row.disclosures.map { $0.runs[0].days } == [2, 1])
  }

  @Test("A run that begins before the period counts whole") func runOverTheEdge() throws {
    var log = EvidenceFixture()
    for date in ["2026-02-27", "2026-02-28", "2026-03-01"] as [CivilDate] {
      try log.air(date, "06:00", Aired(isThreeDays: true))
    }
    let row = try log.coverage("2026-03-01", "2026-03-31")
    #expect(row.entries.count == 1 && row.disclosures[0].isSatisfied)
  }
}
