internal import Foundation
internal import VietnameseSpeech

/// Makes the text of an announcement from what a person typed; the page and the command line stand on it.
public struct AnnouncementComposer: Sendable {
  private let templates: TemplateLibrary
  private let settings: [String: String]

  /// - Parameter station: its settings fill templates.
  public init(templates: TemplateLibrary, station: Station) {
    self.templates = templates
    settings = station.templateSettings
  }

  /// A text of one's own, with the marks of the reader.
  ///
  /// - Throws: `ComposeError`, or `MarkupError` that points at the mark.
  public func text(_ written: String) throws -> AnnouncementText {
    let written = written.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(
      of: "\r", with: "\n")
    guard written.contains(where: { $0.isLetter || $0.isNumber }) else { throw ComposeError(.nothingToSay) }
    guard PlainLine.harmless(written, keeping: ["\n", "\t"]) == written else {
      throw ComposeError(.badCharacters)
    }
    guard written.utf8.count <= AnnouncementFile.textLimit else { throw ComposeError(.tooLong) }
    _ = try MarkedText(written)
    return .fixed(written)
  }

  /// A template with its fields; the same on every date where nothing in it depends on the date.
  ///
  /// - Throws: `ComposeError`, or `TemplateError` with every field that is missing or wrong.
  public func text(template id: String, fields: [String: String]) throws -> AnnouncementText {
    let template = try template(id)
    let dated = DatedText(template, settings: settings, fields: fields)
    let samples = try AnnouncementText.dated(dated).samples()
    for sample in samples { _ = try text(sample) }
    guard !template.dependsOnDate, let only = samples.first else { return .dated(dated) }
    return .fixed(only)
  }

  /// - Throws: `unknownTemplate`.
  public func template(_ id: String) throws(ComposeError) -> AnnouncementTemplate {
    guard let template = templates[id: id] else {
      throw ComposeError(.unknownTemplate(id, known: templates.templates.map(\.id)))
    }
    return template
  }
}

/// A text that cannot be aired as it is.
public struct ComposeError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable {
    case nothingToSay
    case tooLong
    case unknownTemplate(String, known: [String])
    case unknownZone(String, known: [String])
    case unknownClass(String, known: [String])
    case unknownOrigin(String)
    case unknownCriterion(String, known: [String])
    case unknownHoliday(String, known: [String])
    case badDate(String)
    case validityReversed
    case badTitle
    case badCharacters
    case badDocument
    case documentWithoutNumber
  }

  public let code: Code

  public init(_ code: Code) {
    self.code = code
  }

  public var description: String {
    switch code {
    case .nothingToSay:
      "Bản tin không có chữ nào để đọc và không có bản ghi nào: hãy thêm --text, --template hoặc --clip."
    case .tooLong:
      "Văn bản dài quá \(AnnouncementFile.textLimit / 1000) nghìn byte: hãy chia thành nhiều bản tin."
    case .unknownTemplate(let id, let known):
      ComposeError.unknown("mẫu", id, known, "broadcaster template list")
    case .unknownClass(let id, let known): ComposeError.unknown("loại", id, known, nil)
    case .unknownOrigin(let text): "Không có nguồn tin «\(text)»; chờ commune, province hoặc centre."
    case .unknownZone(let id, let known): ComposeError.unknown("cụm loa", id, known, nil)
    case .unknownCriterion(let id, let known): ComposeError.unknown("tiêu chí", id, known, nil)
    case .unknownHoliday(let id, let known): ComposeError.unknown("ngày lễ", id, known, nil)
    case .badDate(let text): "«\(text)» không phải ngày: hãy viết như 2026-12-05."
    case .badCharacters:
      "Văn bản có ký tự điều khiển không nhìn thấy: hãy chép lại dưới dạng chữ thường, không định dạng."
    case .badTitle:
      "Tiêu đề trống, quá \(PlainLine.limit) ký tự, hoặc có xuống dòng hay ký tự điều khiển: hãy ghi một dòng."
    case .documentWithoutNumber: "Văn bản nguồn cần số, ký hiệu: thêm --document-number."
    case .badDocument:
      "Văn bản nguồn có xuống dòng hay ký tự điều khiển: hãy ghi mỗi mục một dòng."
    case .validityReversed: "Ngày hết hiệu lực trước ngày bắt đầu: hãy sửa --valid-from, --valid-to."
    }
  }

  private static func unknown(_ what: String, _ id: String, _ known: [String], _ command: String?) -> String {
    let guess = EditDistance.nearest(to: id, in: known).map { " (ý bạn là «\($0)»?)" } ?? ""
    return "Không có \(what) «\(id)»\(guess); "
      + (command.map { "«\($0)» liệt kê." } ?? "chờ một trong: \(known.joined(separator: ", ")).")
  }
}
