import Foundation
import Testing

@testable import BroadcastCore

/// A span played in virtual time, with troubles.
@Suite struct SimulationTests {
  private let zone = Sample.station.foundationTimeZone

  private func at(_ date: CivilDate, _ time: String) -> WallTime {
    WallTime(local: date, TimeOfDay(time)!, in: zone)
  }

  private func outcomes(_ log: SimulatedLog) -> [String] {
    log.entries.map { entry in
      let late = entry.isLate ? " late" : ""
      return
        "\(entry.broadcast.rawValue) \(entry.outcome.rawValue)\(late) \(entry.seconds)\(entry.reason.map { " " + $0 } ?? "")"
    }
  }

  private func simulate(
    _ sample: PlanSample, _ first: CivilDate, _ last: CivilDate? = nil, _ troubles: [Trouble] = []
  ) throws -> SimulatedLog {
    Simulation(try sample.input, troubles: troubles).run(first...(last ?? first))
  }

  @Test func whatGoesWellIsCompleted() throws {
    var sample = PlanSample()
    sample.air("a", seconds: 90, at: ["06:00"])
    sample.air("nhap", approved: false, at: ["07:00"])
    sample.air("dem", at: ["22:00"])
    let log = try simulate(sample, "2026-11-21", "2026-11-22")
    #expect(
      outcomes(log) == [
        "a@2026-11-21T06:00 completed 90", "nhap@2026-11-21T07:00 refused 0 not-approved",
        "dem@2026-11-21T22:00 refused 0 quiet-hours", "a@2026-11-22T06:00 completed 90",
        "nhap@2026-11-22T07:00 refused 0 not-approved",
        "dem@2026-11-22T22:00 refused 0 quiet-hours",
      ])
    #expect(log.isSimulated && log.entries[0].isSimulated)
    #expect(
      log.minutes.map { "\($0.date) \($0.zone.rawValue) \($0.seconds)" } == [
        "2026-11-21 thon-1 90", "2026-11-21 thon-2 90", "2026-11-22 thon-1 90", "2026-11-22 thon-2 90",
      ])
  }

  @Test("A power cut: cut off, made up for as the policy says, or missed")
  func powerCut() throws {
    var sample = PlanSample()
    sample.air("dang-phat", seconds: 120, at: ["05:59"])
    sample.air("bo-qua", at: ["06:20"])
    sample.air("muon", at: ["06:25"], zones: ["thon-3"])
    sample.air("hoi", at: ["06:26"])
    sample.programmes[1].whenMissed = .skip
    sample.programmes[2].whenMissed = .playLate(withinMinutes: 10)
    sample.programmes[3].whenMissed = .ask
    let cut = Trouble.powerCut(from: at("2026-11-21", "06:00"), to: at("2026-11-21", "06:30"))
    #expect(
      outcomes(try simulate(sample, "2026-11-21", nil, [cut])) == [
        "dang-phat@2026-11-21T05:59 interrupted 60 power-cut",
        "bo-qua@2026-11-21T06:20 missed 0 station-down",
        "muon@2026-11-21T06:25 completed late 60", "hoi@2026-11-21T06:26 missed 0 operator-decides",
      ])
  }

  @Test("A lost device silences the zones of its output only")
  func deviceLost() throws {
    var sample = PlanSample()
    sample.station.outputs.append(OutputSettings(id: "loa-2", device: "default", channels: 1))
    sample.station.zones[2].output = "loa-2"
    sample.station.zones[2].channels = [1]
    sample.air("a", at: ["06:00"], zones: ["thon-1", "thon-3"])
    let lost = Trouble.deviceLost(
      output: "loa-2", from: at("2026-11-21", "06:00:20"), to: at("2026-11-21", "09:00"))
    let log = try simulate(sample, "2026-11-21", nil, [lost])
    #expect(
      outcomes(log) == ["a@2026-11-21T06:00 completed 60", "a@2026-11-21T06:00 failed 20 device-lost"])
    #expect(log.entries.map { $0.hearing.map(\.rawValue) } == [["thon-1", "thon-2"], ["thon-3"]])
  }

  @Test func aClockThatIsSetForwardJumpsOverBroadcasts() throws {
    var sample = PlanSample()
    sample.air("a", at: ["06:05"])
    sample.air("b", at: ["06:25"], zones: ["thon-3"])
    let step = Trouble.clockStep(at: at("2026-11-21", "06:00"), seconds: 1800)
    #expect(
      outcomes(try simulate(sample, "2026-11-21", nil, [step])) == [
        "a@2026-11-21T06:05 missed 0 too-late", "b@2026-11-21T06:25 completed late 60",
      ])
    let back = Trouble.clockStep(at: at("2026-11-21", "07:00"), seconds: -3600)
    #expect(
      outcomes(try simulate(sample, "2026-11-21", nil, [back])) == [
        "a@2026-11-21T06:05 completed 60", "b@2026-11-21T06:25 completed 60",
      ], "nothing airs twice")
  }

  @Test(
    "A clock set forward by mistake and back again: what was refused is tried once more, what aired is not")
  func aClockThatIsSetRight() throws {
    var sample = PlanSample()
    sample.air("a", at: ["06:00"])
    sample.air("b", at: ["06:30"])
    sample.programmes[1].whenMissed = .skip
    let steps: [Trouble] = [
      .clockStep(at: at("2026-11-21", "06:10"), seconds: 3600),
      .clockStep(at: at("2026-11-21", "07:20"), seconds: -3600),
    ]
    let log = try simulate(sample, "2026-11-21", nil, steps)
    #expect(
      outcomes(log) == [
        "a@2026-11-21T06:00 completed 60", "b@2026-11-21T06:30 missed 0 too-late",
        "b@2026-11-21T06:30 completed 60",
      ])
    #expect(log.troubles == steps && steps[1].vietnamese(in: \.description).contains("lùi 3600 giây"))
  }

  @Test func whoComesLateWaitsForTheZone() throws {
    var sample = PlanSample()
    sample.air("dai", seconds: 120, at: ["06:30"])
    sample.air("muon", at: ["06:25"])
    let cut = Trouble.powerCut(from: at("2026-11-21", "06:20"), to: at("2026-11-21", "06:30"))
    let log = try simulate(sample, "2026-11-21", nil, [cut])
    #expect(
      outcomes(log) == ["muon@2026-11-21T06:25 completed late 60", "dai@2026-11-21T06:30 completed late 120"])
    #expect(log.entries[1].started == at("2026-11-21", "06:31"))
  }

  @Test("Made up for at another time, a broadcast obeys the hours of that time")
  func lateObeysTheHours() throws {
    var sample = PlanSample(
      sessions: [Session(id: "toi", name: "Buổi tối", span: DailySpan("18:00-20:59")!)])
    sample.station.hours.silentDays = .dates(["2026-11-23"])
    sample.air(
      "chuc", at: ["23:45"],
      pastHours: HoursException(reason: "Giao thừa", approvedBy: "Chủ tịch Ủy ban nhân dân xã"))
    sample.air("toi", at: ["18:10"])
    sample.air("nhac", days: .before(event: "hop", days: [0]), at: ["18:20"], zones: ["thon-3"])
    sample.events = [
      CommunityEvent(
        id: "hop", title: "Họp", date: "2026-11-21", time: TimeOfDay("18:30")!, place: "", zones: [])
    ]
    for index in sample.programmes.indices {
      sample.programmes[index].whenMissed = .playLate(withinMinutes: 720)
    }
    func cut(_ from: (CivilDate, String), _ to: (CivilDate, String)) throws -> [String] {
      let cut = Trouble.powerCut(from: at(from.0, from.1), to: at(to.0, to.1))
      return outcomes(try simulate(sample, "2026-11-21", nil, [cut]))
    }
    #expect(
      try cut(("2026-11-21", "23:40"), ("2026-11-22", "03:15")).last
        == "chuc@2026-11-21T23:45 refused 0 quiet-hours")
    #expect(
      try cut(("2026-11-21", "23:40"), ("2026-11-21", "23:50")).last
        == "chuc@2026-11-21T23:45 completed late 60")
    #expect(
      try cut(("2026-11-21", "18:05"), ("2026-11-21", "18:29:30")).prefix(2) == [
        "toi@2026-11-21T18:10 completed late 60", "nhac@2026-11-21T18:20 refused 0 event-began",
      ])
    // 05:30 of the next day is in no session.
    #expect(
      try cut(("2026-11-21", "18:05"), ("2026-11-22", "05:30")).first
        == "toi@2026-11-21T18:10 refused 0 outside-hours")
    // 18:30 of a silent day lies in the session; 23:45 is less than 24 hours ago.
    sample.programmes[0].whenMissed = .playLate(withinMinutes: 1200)
    let silent = Trouble.powerCut(from: at("2026-11-22", "23:40"), to: at("2026-11-23", "18:30"))
    #expect(
      outcomes(try simulate(sample, "2026-11-22", nil, [silent])).last
        == "chuc@2026-11-22T23:45 refused 0 outside-hours")
    let log = try simulate(
      sample, "2026-11-22", nil,
      [
        .powerCut(from: at("2026-11-22", "18:05"), to: at("2026-11-22", "20:58:30"))
      ])
    #expect(
      outcomes(log).first == "toi@2026-11-22T18:10 refused 0 outside-hours", "its session would end first")
  }

  @Test func theEndOfTheQuietHoursIsNotInThem() throws {
    var sample = PlanSample()
    sample.air("a", seconds: 60, at: ["20:59"])
    sample.air("b", seconds: 60, at: ["05:00"])
    #expect(
      outcomes(try simulate(sample, "2026-11-21")) == [
        "b@2026-11-21T05:00 completed 60", "a@2026-11-21T20:59 completed 60",
      ])
  }

  @Test func whoWaitsWhenThePowerGoesDoesNotSound() throws {
    var sample = PlanSample()
    sample.air("dai", seconds: 300, at: ["06:00"])
    sample.air("cho", at: ["06:04"])
    // The first is too long for its time, because it began late.
    sample.programmes[1].slots = [.at(TimeOfDay("06:05:05")!)]
    let late = Trouble.powerCut(from: at("2026-11-21", "05:59"), to: at("2026-11-21", "06:03"))
    let again = Trouble.powerCut(from: at("2026-11-21", "06:07"), to: at("2026-11-21", "06:30"))
    #expect(
      outcomes(try simulate(sample, "2026-11-21", nil, [late, again])) == [
        "dai@2026-11-21T06:00 interrupted late 240 power-cut",
        "cho@2026-11-21T06:05:05 missed 0 station-down",
      ])
  }

  @Test("A day of three that sounds after midnight counts for the day on which it sounds")
  func heardOnTheNextDay() throws {
    var sample = PlanSample(quiet: "01:00-05:00")
    sample.air(
      "cong-khai", purpose: AnnouncementPurpose(isThreeDays: true),
      days: .inARow(from: "2026-11-20", count: 3), at: ["23:00"], zones: ["thon-1", "thon-3"])
    sample.programmes[0].whenMissed = .playLate(withinMinutes: 120)
    let cut = Trouble.powerCut(from: at("2026-11-21", "22:00"), to: at("2026-11-22", "00:30"))
    #expect(
      outcomes(try simulate(sample, "2026-11-20", "2026-11-30", [cut])) == [
        "cong-khai@2026-11-20T23:00 completed 60", "cong-khai@2026-11-21T23:00 completed late 60",
        "cong-khai@2026-11-22T23:00 completed 60", "cong-khai@2026-11-23T23:00 completed 60",
        "cong-khai@2026-11-24T23:00 completed 60",
      ])
  }

  @Test(
    "A span that begins amid days in a row goes on from the log, and without one from days that went well")
  func beginsAmidTheRow() throws {
    var sample = PlanSample()
    sample.air(
      "cong-khai", purpose: AnnouncementPurpose(isThreeDays: true),
      days: .inARow(from: "2026-11-20", count: 3), at: ["17:00"], zones: ["thon-1", "thon-3"])
    let well = try simulate(sample, "2026-11-22", "2026-11-30")
    #expect(outcomes(well) == ["cong-khai@2026-11-22T17:00 completed 60"] && well.findings.isEmpty)
    sample.history.today = "2026-11-22"
    let missed = try simulate(sample, "2026-11-22", "2026-11-30")
    #expect(missed.entries.count == 3 && missed.findings.map(\.code) == [.threeDaysMissed])
    // The station was last asked on the 21st; what is between goes well.
    sample.history.today = "2026-11-21"
    #expect(try simulate(sample, "2026-11-22", "2026-11-30").entries.count == 2)
  }

  @Test func aMissedDayOfThreeIsPlannedAnew() throws {
    var sample = PlanSample()
    sample.air(
      "cong-khai", purpose: AnnouncementPurpose(isThreeDays: true),
      days: .inARow(from: "2026-11-20", count: 3),
      at: ["17:00"], zones: ["thon-1", "thon-3"])
    let cut = Trouble.powerCut(from: at("2026-11-21", "16:00"), to: at("2026-11-21", "20:00"))
    let log = try simulate(sample, "2026-11-19", "2026-12-01", [cut])
    #expect(
      outcomes(log) == [
        "cong-khai@2026-11-20T17:00 completed 60", "cong-khai@2026-11-21T17:00 missed 0 station-down",
        "cong-khai@2026-11-22T17:00 completed 60", "cong-khai@2026-11-23T17:00 completed 60",
        "cong-khai@2026-11-24T17:00 completed 60",
      ])
    #expect(log.findings.map(\.code) == [.threeDaysMissed])
  }

  @Test("Only direct rows with broadcasts of their own, often enough, are satisfied")
  func coverage() throws {
    func criterion(_ code: String, _ role: Criterion.Role, gap: Int? = nil) -> Criterion {
      Criterion(
        code: code, title: "", source: "", role: role, lead: "", partners: [], frequency: "",
        longestGapDays: gap,
        product: "", pointHundredths: nil, from: nil, to: nil)
    }
    var sample = PlanSample()
    sample.criteria = [
      criterion("D", .direct), criterion("OFTEN", .direct, gap: 2), criterion("S", .supporting),
      criterion("HELPED", .direct), criterion("NONE", .direct),
    ]
    sample.air(
      "a", purpose: AnnouncementPurpose(criteria: ["D", "OFTEN", "S"], supporting: ["HELPED"]),
      days: .recurring(.dates(["2026-11-20", "2026-11-24"])), at: ["06:00"])
    let log = try simulate(sample, "2026-11-19", "2026-11-25")
    #expect(log.coverage.map(\.isSatisfied) == [true, false, false, false, false])
    #expect(log.coverage[0].dates == ["2026-11-20", "2026-11-24"] && log.coverage[0].longestGapDays == 3)
    #expect(log.coverage[0].zones.map(\.rawValue) == ["thon-1", "thon-2"])
    #expect(log.coverage[3].supporting.count == 2 && log.coverage[3].broadcasts.isEmpty)
  }

  @Test("A test and what part of the zones missed satisfy no row")
  func whatDoesNotCover() throws {
    let row = Criterion(
      code: "D", title: "", source: "", role: .direct, lead: "", partners: [], frequency: "",
      longestGapDays: nil, product: "", pointHundredths: nil, from: nil, to: nil)
    var test = PlanSample()
    test.criteria = [row]
    test.air("thu", .test, purpose: AnnouncementPurpose(criteria: ["D"]), at: ["06:00"])
    let tested = try #require(try simulate(test, "2026-11-21").coverage.first)
    #expect(!tested.isSatisfied && tested.broadcasts.isEmpty && tested.longestGapDays == nil)
    var sample = PlanSample()
    sample.criteria = [row]
    sample.station.outputs.append(OutputSettings(id: "loa-2", device: "default", channels: 1))
    sample.station.zones[2].output = "loa-2"
    sample.station.zones[2].channels = [1]
    sample.air(
      "a", purpose: AnnouncementPurpose(criteria: ["D"]), at: ["06:00"], zones: ["thon-1", "thon-3"])
    let lost = Trouble.deviceLost(
      output: "loa-2", from: at("2026-11-21", "00:00"), to: at("2026-11-22", "00:00"))
    let part = try simulate(sample, "2026-11-21", nil, [lost]).coverage[0]
    #expect(!part.isSatisfied && part.missing.map(\.rawValue) == ["thon-3"] && part.broadcasts.count == 1)
    let whole = try simulate(sample, "2026-11-21", "2026-11-22", [lost]).coverage[0]
    #expect(whole.isSatisfied && whole.longestGapDays == 1, "the zone that is worst off")
  }

  @Test("The same span gives the same log, byte for byte", arguments: [UInt64(7), 1003, 1042])
  func deterministic(seed: UInt64) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let sample = RandomStation(seed: seed).sample
    let cut = Trouble.powerCut(from: at("2027-02-03", "05:00"), to: at("2027-02-05", "17:00"))
    let first = try encoder.encode(try simulate(sample, "2027-01-30", "2027-02-20", [cut]))
    #expect((try encoder.encode(try simulate(sample, "2027-01-30", "2027-02-20", [cut]))) == first)
  }
}
