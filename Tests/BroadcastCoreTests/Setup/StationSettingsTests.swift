import Testing

@testable import BroadcastCore

/// Hours, greetings, criteria, purposes, holidays and places of a station folder.
@Suite struct StationSettingsTests {
  private func station(_ lines: String, hours: String = "  preset: nong-thon") throws -> Station {
    let text = SetupFixture.station.replacing("  preset: nong-thon", with: hours) + "\n" + lines
    let folder = try SetupFixture.folder(station: text, programmes: SetupFixture.programme(Self.daily))
    return try StationFolder.load(folder.path).station
  }

  private static let daily = "announcement: tin\nrecurrence: FREQ=DAILY\ntimes: [\"17:00\"]\nzones: all"

  @Test func theShippedPresetsAreThoseOfTheRules() throws {
    let presets = try HoursPreset.shipped()
    #expect(presets.map(\.id) == ["noi-thanh", "nong-thon", "ba-buoi"])
    // Not read in the primary text: the operator is told so.
    #expect(presets.allSatisfy { $0.note.contains("†") })
    let city = presets[0].hours
    #expect(city.sessions.count == 2 && city.sessions.allSatisfy { $0.limitMinutes == 15 })
    #expect(city.sessions.allSatisfy { $0.weekdays.isDisjoint(with: [.saturday, .sunday]) })
    #expect(presets[1].hours.sessions.allSatisfy { $0.limitMinutes == 45 })
    #expect(presets[2].hours.sessions.count == 3)
  }

  @Test func aPresetWithTheStationsOwnAbove() throws {
    let hours = try station(
      "",
      hours: """
          preset: nong-thon
          quiet: "20:30-05:30"
          day-limit: 60
          silent-days: { lunar: { days: [1], month: 1 }, dates: [2026-05-05] }
          volume:
            - { span: "05:30-06:30", tags: [truong-hoc], max: -6 }
            - { span: "16:00-18:00", zones: [cho], max: -3.5 }
        """
    ).hours
    #expect(hours.quiet == DailySpan("20:30-05:30"))
    #expect(hours.sessions.map(\.id) == ["sang", "chieu"])
    #expect(hours.dayLimitMinutes == 60)
    #expect(
      hours.silentDays
        == .union([.dates(["2026-05-05"]), .lunar(LunarRecurrence(month: 1, days: [1])!)]))
    #expect(
      hours.volumeCaps == [
        VolumeCap(span: DailySpan("05:30-06:30")!, zones: [ZoneID(rawValue: "thon-1")], decibels: -6),
        VolumeCap(span: DailySpan("16:00-18:00")!, zones: [ZoneID(rawValue: "cho")], decibels: -3.5),
      ])
  }

  @Test func sessionsOfOnesOwn() throws {
    let hours = try station(
      "",
      hours: """
          quiet: "21:00-05:00"
          sessions:
            - { id: sang, name: Sáng, span: "06:00-07:00", weekdays: [monday, friday], limit: 20 }
        """
    ).hours
    #expect(
      hours.sessions == [
        Session(
          id: "sang", name: "Sáng", span: DailySpan("06:00-07:00")!, weekdays: [.monday, .friday],
          limitMinutes: 20)
      ])
  }

  @Test func greetings() throws {
    let greetings = try #require(
      try station(
        """
        greetings:
          times: ["06:00", "17:00"]
          exceptions:
            giao-thua:
              times: ["23:45"]
              zones: { tags: [thon] }
              past-hours: { reason: Đón giao thừa, approved-by: Chủ tịch }
            tet-nguyen-dan: { days: [-1, 0] }
          holidays: { on: [ngay-cua-me], off: [vu-lan] }
        """
      ).greetings)
    let times = ["06:00", "17:00"].compactMap { TimeOfDay($0) }
    #expect(greetings.rule == GreetingSettings.Rule(times: times))
    #expect(
      greetings.exceptions["giao-thua"]
        == GreetingSettings.Rule(
          times: [TimeOfDay("23:45")!], zones: ["thon-1", "thon-2"].map { ZoneID(rawValue: $0) },
          pastHours: HoursException(reason: "Đón giao thừa", approvedBy: "Chủ tịch")))
    #expect(greetings.exceptions["tet-nguyen-dan"] == GreetingSettings.Rule(days: [-1, 0], times: times))
    #expect(greetings.switches == ["ngay-cua-me": true, "vu-lan": false])
  }

  @Test func criteriaKeepTheTableTheyComeFrom() throws {
    let folder = try SetupFixture.folder(
      criteria: """
        source: Kế hoạch A
        from: 2026-01-01
        criteria:
          - { heading: "TIÊU CHÍ 1: CÔNG KHAI", number: I }
          - { heading: Hình thức công khai, number: "2", level: 2 }
          - { code: TC1, title: Trên hệ thống phát thanh, role: direct, lead: Phòng A, partners: [Phòng B, Phòng C], frequency: Thường xuyên, longest-gap: 7, product: Hình ảnh, points: 2.5 }
          - { heading: "TIÊU CHÍ 2: THÂN THIỆN", number: II }
          - { code: TC2, number: "4", title: Gửi thư, role: supporting, source: Kế hoạch B, to: 2026-12-31 }
        """, programmes: SetupFixture.programme(Self.daily))
    let loaded = try StationFolder.load(folder.path)
    #expect(
      loaded.criteria == [
        Criterion(
          code: "TC1",
          headings: [
            .init(number: "I", title: "TIÊU CHÍ 1: CÔNG KHAI"),
            .init(number: "2", title: "Hình thức công khai"),
          ], title: "Trên hệ thống phát thanh", source: "Kế hoạch A", role: .direct, lead: "Phòng A",
          partners: ["Phòng B", "Phòng C"], frequency: "Thường xuyên", longestGapDays: 7,
          product: "Hình ảnh", pointHundredths: 250, from: "2026-01-01", to: nil),
        Criterion(
          code: "TC2", headings: [.init(number: "II", title: "TIÊU CHÍ 2: THÂN THIỆN")], number: "4",
          title: "Gửi thư", source: "Kế hoạch B", role: .supporting, lead: "", partners: [], frequency: "",
          longestGapDays: nil, product: "", pointHundredths: nil, from: "2026-01-01", to: "2026-12-31"),
      ])
    #expect(loaded.fileHashes["criteria.yaml"] != nil)
  }

  @Test func whatAnAnnouncementIsFor() throws {
    let programmes = SetupFixture.programme(Self.daily).replacing(
      "criteria: [TC1]",
      with: "origin: province, criteria: [TC1], supporting: [TC2], three-days: true, holiday: quoc-khanh")
    let folder = try SetupFixture.folder(programmes: programmes)
    #expect(
      try StationFolder.load(folder.path).announcements[0].purpose
        == AnnouncementPurpose(
          origin: .province, criteria: ["TC1"], supporting: ["TC2"], isThreeDays: true, holiday: "quoc-khanh")
    )
  }

  @Test func theStationsHolidaysStandAboveTheShipped() throws {
    let folder = try SetupFixture.folder(
      holidays: """
        revised: 2026-11-22
        holidays:
          - { id: hoi-lang, name: Hội làng, lunar: 10/2, source: Tục lệ }
        """,
      programmes: SetupFixture.programme(
        Self.daily.replacing("recurrence: FREQ=DAILY", with: "holiday: hoi-lang")))
    let loaded = try StationFolder.load(folder.path)
    #expect(loaded.holidays[id: "hoi-lang"]?.name == "Hội làng")
    #expect(loaded.holidays[id: "quoc-khanh"] != nil)
    #expect(try loaded.station.holidayCatalogue() == loaded.holidays)
    #expect(loaded.places[.holiday("hoi-lang")]?.line == 3)
  }

  @Test func theFolderKnowsWhereEachThingIsDefined() throws {
    let folder = try SetupFixture.folder(programmes: SetupFixture.programme(Self.daily))
    let places = try StationFolder.load(folder.path).places
    func place(_ subject: Finding.Subject) -> String? {
      places[subject].map { "\($0)".replacing(folder.path + "/", with: "") }
    }
    #expect(place(.announcement("tin")) == "programmes/tin.yaml:2:5")
    #expect(place(.bulletin("thoi-su")) == "programmes/tin.yaml:4:5")
    #expect(place(.event("hop")) == "programmes/tin.yaml:9:5")
    #expect(place(.programme("chuong-trinh")) == "programmes/tin.yaml:11:5")
    #expect(place(.criterion("TC2")) == "criteria.yaml:4:5")
    #expect(place(.zone(ZoneID(rawValue: "cho"))) == "station.yaml:9:5")
    #expect(place(.station) == "station.yaml:1:1")
  }
}
