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

  /// Reads and checks all of it; what is not said leaves what an announcement has.
  func changes(_ options: StateOptions, _ database: DatabasePool) throws
    -> @Sendable (inout Announcement) throws -> Void
  {
    var form = EditedFields()
    form.title = title
    form.airClass = airClass
    form.text = try newText()
    form.template = template
    form.fields = try newFields()
    form.recordings = clip.isEmpty ? nil : clip
    form.opening = opening.isEmpty ? nil : opening
    form.closing = closing.isEmpty ? nil : closing
    form.zones = zone.isEmpty ? nil : zone.filter { !$0.isEmpty }
    form.criteria = criterion.isEmpty ? nil : criterion
    form.origin = origin
    form.isThreeDays = threeDays
    form.holiday = holiday
    form.validFrom = validFrom
    form.validTo = validTo
    form.document.number = documentNumber
    form.document.date = documentDate
    form.document.issuer = documentIssuer
    form.document.subject = documentSubject
    form.document.scan = try documentScan.map {
      try DocumentLibrary(folder: options.state + "/documents").store($0)
    }
    let clips = ClipStore(database, library: options.library)
    return try form.changes(
      in: try StationStore(database).snapshot(), templates: .shipped(), clip: clips.usable)
  }

  private func newFields() throws -> [String: String] {
    guard template != nil || field.isEmpty else {
      throw ValidationError("--field chỉ dùng với --template.")
    }
    var fields: [String: String] = [:]
    for item in field {
      guard let equals = item.firstIndex(of: "=") else {
        throw ValidationError("--field cần dạng tên=giá trị, không phải «\(item)».")
      }
      fields[String(item[..<equals])] = String(item[item.index(after: equals)...])
    }
    return fields
  }

  private func newText() throws -> String? {
    guard text == nil || template == nil else {
      throw ValidationError("Chỉ dùng một trong --text và --template.")
    }
    guard text == "-" else { return text }
    guard let data = try FileHandle.standardInput.readToEnd(),
      let input = String(data: data, encoding: .utf8)
    else {
      throw ValidationError("Đầu vào chuẩn trống hoặc không phải UTF-8.")
    }
    return input
  }
}
