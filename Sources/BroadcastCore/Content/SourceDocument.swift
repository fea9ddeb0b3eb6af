/// The document that an announcement makes known (văn bản): what the criteria's product column asks for.
public struct SourceDocument: Hashable, Sendable, Codable {
  /// Số, ký hiệu: "60/KH-UBND".
  public var number: String
  public var date: CivilDate?
  /// Cơ quan ban hành.
  public var issuer: String
  /// Trích yếu.
  public var subject: String
  /// SHA-256 of the scan (PDF or picture) in `STATE/documents`; `nil` where none was added.
  public var scan: String?

  public init(number: String, date: CivilDate?, issuer: String, subject: String, scan: String? = nil) {
    self.number = number
    self.date = date
    self.issuer = issuer
    self.subject = subject
    self.scan = scan
  }

  /// "Kế hoạch …, số 60/KH-UBND ngày 4/6/2026 của UBND xã".
  public var citation: String {
    var parts = ["số \(number)"]
    if let date {
      let (year, month, day) = date.components
      parts.append("ngày \(day)/\(month)/\(year)")
    }
    if !issuer.isEmpty { parts.append("của \(issuer)") }
    return (subject.isEmpty ? "" : subject + ", ") + parts.joined(separator: " ")
  }

  /// For hashing.
  var canonical: CanonicalJSON {
    .object([
      "number": .string(number), "date": date.map { .string("\($0)") } ?? .null, "issuer": .string(issuer),
      "subject": .string(subject), "scan": scan.map { .string($0) } ?? .null,
    ])
  }
}
