import ArgumentParser
import BroadcastCore
import Foundation
import GRDB

/// What an announcement says and is for; for `announcement new` and `edit`.
struct AnnouncementOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Tiêu đề.", valueName: "tiêu đề"))
  var title: String?

  @Option(
    name: .customLong("class"),
    help: "Loại: test, filler, routine (thông thường), priority (ưu tiên), emergency.")
  var airClass: String?

  @Option(help: ArgumentHelp("Nội dung; «-» là đọc từ đầu vào chuẩn.", valueName: "văn bản"))
  var text: String?

  @Option(help: ArgumentHelp("Mẫu bản tin thay cho --text.", valueName: "mẫu"))
  var template: String?

  @Option(
    help: ArgumentHelp(
      "Trường của mẫu, ghi nhiều lần: --field place=\"Nhà văn hóa\".", valueName: "tên=giá trị"))
  var field: [String] = []

  @Option(help: ArgumentHelp("Bản ghi âm, ghi nhiều lần theo thứ tự phát.", valueName: "bg-N"))
  var clip: [String] = []

  @Option(help: ArgumentHelp("Bản ghi phát trước lời (nhạc hiệu).", valueName: "bg-N"))
  var opening: [String] = []

  @Option(help: ArgumentHelp("Bản ghi phát sau lời.", valueName: "bg-N"))
  var closing: [String] = []

  @Option(
    help: ArgumentHelp(
      "Chỉ phát ở các cụm loa này, ghi nhiều lần; không ghi là mọi cụm.", valueName: "cụm loa"))
  var zone: [String] = []

  @Option(help: ArgumentHelp("Mã tiêu chí mà bản tin phục vụ, ghi nhiều lần.", valueName: "mã"))
  var criterion: [String] = []

  @Option(help: "Nguồn tin: commune (xã), province (tỉnh), centre (trung ương).")
  var origin: String?

  @Flag(
    inversion: .prefixedNo, help: "Điều 13.3 Luật Thực hiện dân chủ ở cơ sở: phát ít nhất 3 ngày liên tục.")
  var threeDays: Bool?

  @Option(
    help: ArgumentHelp(
      "Lời chúc cho ngày lễ này (xem «broadcaster calendar --format json»).", valueName: "ngày lễ"))
  var holiday: String?

  @Option(help: ArgumentHelp("Có hiệu lực từ ngày.", valueName: "YYYY-MM-DD"))
  var validFrom: String?

  @Option(help: ArgumentHelp("Có hiệu lực đến hết ngày.", valueName: "YYYY-MM-DD"))
  var validTo: String?

  @Option(help: ArgumentHelp("Số, ký hiệu văn bản nguồn: 60/KH-UBND.", valueName: "số"))
  var documentNumber: String?

  @Option(help: ArgumentHelp("Ngày văn bản nguồn.", valueName: "YYYY-MM-DD"))
  var documentDate: String?

  @Option(help: ArgumentHelp("Cơ quan ban hành văn bản nguồn.", valueName: "cơ quan"))
  var documentIssuer: String?

  @Option(help: ArgumentHelp("Trích yếu văn bản nguồn.", valueName: "trích yếu"))
  var documentSubject: String?

  @Option(help: ArgumentHelp("Bản quét văn bản nguồn (PDF, JPEG, PNG, TIFF).", valueName: "tệp"))
  var documentScan: String?

  /// Reads and checks all of it; `nil` leaves what an announcement has.
  func changes(_ options: StateOptions, _ database: DatabasePool) throws
    -> @Sendable (inout Announcement) throws -> Void
  {
    let snapshot = try StationStore(database).snapshot()
    let text = try newText(AnnouncementComposer(templates: try .shipped(), station: snapshot.station))
    let template = try template.map {
      try AnnouncementComposer(templates: .shipped(), station: snapshot.station).template($0)
    }
    let clips = ClipStore(database, library: options.library)
    let recordings = try clip.map { try clips.usable($0) }
    let opening = try self.opening.map { try clips.usable($0).hash }
    let closing = try self.closing.map { try clips.usable($0).hash }
    let airClass = try airClass.map { text in
      guard let value = AirClass(rawValue: text) else {
        throw ValidationError(
          "Không có loại «\(text)»; chờ một trong: \(AirClass.allCases.map(\.rawValue).joined(separator: ", "))."
        )
      }
      return value
    }
    let origin = try origin.map { text in
      guard let value = AnnouncementPurpose.Origin(rawValue: text) else {
        throw ValidationError("Không có nguồn tin «\(text)»; chờ commune, province hoặc centre.")
      }
      return value
    }
    let zones = try zone.map { id in
      guard snapshot.station.zones.contains(where: { $0.id.rawValue == id }) else {
        throw ComposeError(.unknownZone(id, known: snapshot.station.zones.map(\.id.rawValue)))
      }
      return ZoneID(rawValue: id)
    }
    for code in criterion where !snapshot.criteria.contains(where: { $0.code == code }) {
      throw ComposeError(.unknownCriterion(code, known: snapshot.criteria.map(\.code)))
    }
    let holidays = try HolidayCatalogue.standard().holidays.map(\.id)
    if let holiday, !holiday.isEmpty, !holidays.contains(holiday) {
      throw ComposeError(.unknownHoliday(holiday, known: holidays))
    }
    let (from, to, documentDate) = (try date(validFrom), try date(validTo), try date(self.documentDate))
    let scan = try documentScan.map { try DocumentLibrary(folder: options.state + "/documents").store($0) }
    return { [self, clip] announcement in
      if let template {
        announcement.airClass = template.airClass
        if announcement.title.isEmpty { announcement.title = template.title }
        announcement.purpose.holiday = announcement.purpose.holiday ?? template.holiday
        if template.evidence.threeDays == .yes { announcement.purpose.isThreeDays = true }
      }
      if let text { announcement.text = text }
      if let title { announcement.title = title }
      if let airClass { announcement.airClass = airClass }
      if !clip.isEmpty {
        announcement.recordings = recordings.map(\.hash)
        announcement.language = recordings.first?.language ?? "vi"
        if text == nil, case .fixed("") = announcement.text { announcement.text = .unspoken }
      }
      if !opening.isEmpty { announcement.opening = opening }
      if !closing.isEmpty { announcement.closing = closing }
      if !zones.isEmpty { announcement.zones = zones }
      if !criterion.isEmpty { announcement.purpose.criteria = criterion }
      if let origin { announcement.purpose.origin = origin }
      if let threeDays { announcement.purpose.isThreeDays = threeDays }
      if let holiday { announcement.purpose.holiday = holiday.isEmpty ? nil : holiday }
      if let from { announcement.validFrom = from }
      if let to { announcement.validTo = to }
      try document(&announcement, documentDate, scan)
      guard announcement.text.written.isEmpty == false || !announcement.recordings.isEmpty else {
        throw ComposeError(.nothingToSay)
      }
    }
  }

  /// - Throws: `documentWithoutNumber`, rather than to lose what was said of it.
  private func document(
    _ announcement: inout Announcement, _ date: CivilDate?, _ scan: String?
  ) throws(ComposeError) {
    let isSaid =
      documentNumber != nil || date != nil || documentIssuer != nil || documentSubject != nil || scan != nil
    guard isSaid else { return }
    if documentNumber?.isEmpty == true {
      announcement.document = nil
      return
    }
    guard documentNumber != nil || announcement.document != nil else {
      throw ComposeError(.documentWithoutNumber)
    }
    var document =
      announcement.document ?? SourceDocument(number: "", date: nil, issuer: "", subject: "")
    if let documentNumber { document.number = documentNumber }
    if let date { document.date = date }
    if let documentIssuer { document.issuer = documentIssuer }
    if let documentSubject { document.subject = documentSubject }
    if let scan { document.scan = scan }
    announcement.document = document
  }

  private func newText(_ composer: AnnouncementComposer) throws -> AnnouncementText? {
    var fields: [String: String] = [:]
    for item in field {
      guard let equals = item.firstIndex(of: "=") else {
        throw ValidationError("--field cần dạng tên=giá trị, không phải «\(item)».")
      }
      fields[String(item[..<equals])] = String(item[item.index(after: equals)...])
    }
    if let template {
      guard text == nil else { throw ValidationError("Chỉ dùng một trong --text và --template.") }
      return try composer.text(template: template, fields: fields)
    }
    guard field.isEmpty else { throw ValidationError("--field chỉ dùng với --template.") }
    guard var written = text else { return nil }
    if written == "-" {
      guard let data = try FileHandle.standardInput.readToEnd(),
        let input = String(data: data, encoding: .utf8)
      else {
        throw ValidationError("Đầu vào chuẩn trống hoặc không phải UTF-8.")
      }
      written = input
    }
    return try composer.text(written)
  }

  private func date(_ text: String?) throws -> CivilDate? {
    guard let text else { return nil }
    guard let date = CivilDate(text) else { throw ComposeError(.badDate(text)) }
    return date
  }
}
