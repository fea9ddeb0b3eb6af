@testable import BroadcastCore

/// SplitMix64: the same stations for the same seed, on any machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Stations with hours, limits, classes, origins, repeats, exceptions, events and greetings as they come.
struct RandomStation {
  private var random: SeededGenerator
  private(set) var sample: PlanSample

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    sample = PlanSample(quiet: "22:00-05:00")
    makeStation()
    for index in 0..<Int.random(in: 1...25, using: &random) { addProgramme(index) }
  }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  private mutating func time(_ hours: ClosedRange<Int>) -> TimeOfDay {
    TimeOfDay(
      secondsSinceMidnight: Int.random(in: hours, using: &random) * 3600 + Int.random(
        in: 0..<12, using: &random) * 300)!
  }

  private mutating func makeStation() {
    let channels = Int.random(in: 1...4, using: &random)
    sample.station.zones = (1...Int.random(in: 1...70, using: &random)).map { number in
      Zone(
        id: ZoneID(rawValue: "z\(number)"), name: "Thôn \(number)", output: "loa",
        channels: chance(20) ? [1, channels] : [Int.random(in: 1...channels, using: &random)], tags: [])
    }
    for index in sample.station.zones.indices {
      sample.station.zones[index].channels = Array(Set(sample.station.zones[index].channels)).sorted()
    }
    if chance(30) {
      sample.station.timeZone = ["America/New_York", "Australia/Lord_Howe"].randomElement(using: &random)!
    }
    if chance(20) { sample.station.hours.quiet = DailySpan("12:00-13:30")! }
    if chance(60) {
      sample.station.hours.sessions = [
        Session(
          id: "sang", name: "Buổi sáng", span: DailySpan("05:30-07:00")!, limitMinutes: chance(40) ? 30 : nil),
        Session(
          id: "chieu", name: "Buổi chiều", span: DailySpan("16:30-18:00")!,
          weekdays: chance(40) ? [.monday, .wednesday, .saturday] : Set(Weekday.allCases)),
      ]
    }
    if chance(30) { sample.station.hours.dayLimitMinutes = Int.random(in: 10...90, using: &random) }
    if chance(30) { sample.station.hours.silentDays = .lunar(.firstAndFullMoon) }
    if chance(40) {
      var rule = GreetingSettings.Rule(days: [-1, 0], times: [time(5...20)])
      if chance(50) { rule.pastHours = HoursException(reason: "Tết", approvedBy: "Chủ tịch") }
      sample.station.greetings = GreetingSettings(rule: rule)
      sample.announce("chuc", purpose: AnnouncementPurpose(holiday: "tet-nguyen-dan"))
    }
    sample.events = [
      CommunityEvent(
        id: "hop", title: "Họp dân", date: "2027-02-10", time: time(7...20), place: "nhà văn hóa",
        zones: sample.station.zones.prefix(3).map(\.id))
    ]
  }

  private mutating func addProgramme(_ index: Int) {
    let hasSessions = !sample.station.hours.sessions.isEmpty
    var sessions: [String] = []
    if hasSessions, chance(60) { sessions = [chance(50) ? "sang" : "chieu"] }
    var times: [String] = []
    if sessions.isEmpty || chance(20) {
      let morning = chance(70) ? 5...7 : 0...23
      for _ in 0..<Int.random(in: 1...2, using: &random) { times.append(time(morning).description) }
    }
    let classes: [AirClass] = [.filler, .routine, .routine, .routine, .priority, .priority, .emergency]
    let zones = sample.station.zones.map(\.id.rawValue)
    let from = ("2027-01-25" as CivilDate) + Int.random(in: 0...30, using: &random)
    let days: Programme.Days
    switch Int.random(in: 0..<8, using: &random) {
    case 0: days = .inARow(from: from, count: 3)
    case 1: days = .before(event: "hop", days: [2, 1, 0])
    case 2: days = .recurring(.lunar(.firstAndFullMoon))
    case 3: days = .recurring(.dates([from, from + 2]))
    default: days = .daily
    }
    let exception = chance(10) ? HoursException(reason: "ngoại lệ", approvedBy: "Chủ tịch") : nil
    sample.air(
      "p\(index)", seconds: Int.random(in: 5...(chance(10) ? 5000 : 400), using: &random),
      classes.randomElement(using: &random)!, approved: chance(80),
      purpose: AnnouncementPurpose(origin: chance(30) ? .province : .commune, isThreeDays: chance(20)),
      days: days,
      at: Array(Set(times)), sessions: sessions,
      zones: chance(30)
        ? zones : Array(zones.shuffled(using: &random).prefix(Int.random(in: 1...5, using: &random))),
      order: [10, 100, 100, 100, 200].randomElement(using: &random)!,
      repeats: chance(20) ? .init(count: 2, minutesBetween: Int.random(in: 0...30, using: &random)) : nil,
      pastHours: exception)
  }
}
