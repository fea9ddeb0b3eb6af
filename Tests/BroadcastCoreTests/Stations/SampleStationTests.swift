import Foundation
import Testing

@testable import BroadcastCore

@Suite struct SampleStationTests {
  @Test(arguments: SampleStation.allCases)
  func everyWordIsKnown(station: SampleStation) throws {
    #expect(try station.folder().unknownWords() == [])
  }

  /// The seeds' words for where people live.
  @Test(arguments: [
    (SampleStation.binhMinh, ["ap", "to"]), (.ninhGiang, ["thon"]), (.phuMy, ["khom"]),
    (.vinhBao, ["thon", "xom"]),
    (.binhYen, ["xom"]),
  ])
  func zonesAreOfTheKindThatThePlanNames(station: SampleStation, kinds: [String]) throws {
    let zones = try station.folder().station.zones
    #expect(Set(zones.flatMap(\.tags)).isSuperset(of: kinds))
    #expect(zones.allSatisfy { !$0.tags.filter(kinds.contains).isEmpty })
  }

  @Test(arguments: SampleStation.allCases)
  func whatEveryStationHas(station: SampleStation) throws {
    let folder = try station.folder()
    let holidays = Set(folder.announcements.compactMap(\.purpose.holiday))
    for holiday in folder.holidays.holidays where holiday.isMajor || holiday.id == "tet-duong-lich" {
      #expect(holidays.contains(holiday.id), "no greeting for \(holiday.id)")
    }
    #expect(folder.station.greetings?.exceptions["giao-thua"]?.pastHours != nil)
    #expect(
      folder.criteria.contains { $0.role == .direct } && folder.criteria.contains { $0.role == .supporting })
    #expect(!folder.bulletins.isEmpty)
    #expect(folder.programmes.contains { if case .inARow(_, 3...) = $0.days { true } else { false } })
    for event in folder.events {
      let reminders = folder.programmes.filter {
        if case .before(event.id, _) = $0.days { true } else { false }
      }
      let days = Set(
        reminders.flatMap { reminder -> [Int] in
          if case .before(_, let days) = reminder.days { days } else { [] }
        })
      #expect(days.contains(0) && days.contains { $0 > 0 }, "\(event.id)")
      #expect(Set(reminders.flatMap(\.zones)).isSuperset(of: event.zones))
    }
    #expect(!folder.events.isEmpty)
    for id in ["bon-xin-ngan", "moi-ngay-mot-dieu", "lich-tiep-cong-dan"] {
      #expect(folder.programmes.contains { $0.content == .announcement(id) }, "\(id)")
    }
  }

  /// Nothing airs by evidence that the plan's own text does not give: a direct criterion of a template is a direct row.
  @Test func everyCriterionOfATemplateIsARowOfItsStation() throws {
    let templates = try TemplateLibrary.shipped().templates
    var checked = 0
    for station in SampleStation.allCases {
      let rows = Dictionary(uniqueKeysWithValues: try station.folder().criteria.map { ($0.code, $0) })
      let front = station.rawValue + "/"
      for template in templates {
        for code in template.evidence.direct where code.hasPrefix(front) {
          #expect(rows[String(code.dropFirst(front.count))]?.role == .direct, "\(template.id): \(code)")
          checked += 1
        }
        for code in template.evidence.supporting where code.hasPrefix(front) {
          #expect(rows[String(code.dropFirst(front.count))] != nil, "\(template.id): \(code)")
          checked += 1
        }
      }
    }
    #expect(checked > 100)
  }

  @Test func ninhGiangHasTheTableOfItsPlan() throws {
    let rows = try SampleStation.ninhGiang.folder().criteria
    #expect(rows.filter { $0.role == .direct }.map(\.code) == ["TC1.2c", "TC2.5", "KH.1c", "KH.6c"])
    let headings = rows.compactMap(\.headings.first?.number)
    #expect(Set(headings) == ["I", "II", "III", "IV"])
    let radio = try #require(rows.first { $0.code == "TC1.2c" })
    #expect(radio.lead == "Trung tâm Dịch vụ sự nghiệp công" && radio.frequency == "Thường xuyên")
    #expect(radio.headings.map(\.number) == ["I", "2"])
    let greeting = try #require(rows.first { $0.code == "TC2.5" })
    #expect(greeting.number == "5" && greeting.frequency == "Các ngày lễ lớn và năm mới")
    #expect(greeting.partners == ["Trung tâm Dịch vụ sự nghiệp công"])
    // What the table leaves empty stays empty.
    let hotline = try #require(rows.first { $0.code == "TC1.3c" })
    #expect(hotline.frequency.isEmpty && hotline.product.isEmpty && !hotline.lead.isEmpty)
    #expect(rows.first { $0.code == "TC2.8" }?.headings.map(\.number) == ["II"])
  }
}
