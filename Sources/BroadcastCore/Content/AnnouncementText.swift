/// What an announcement has the voice say.
public enum AnnouncementText: Hashable, Sendable {
  /// Nothing: only recordings sound.
  case unspoken
  /// The same on every date, as an official writes it.
  case fixed(String)
  /// Filled in for the date on which it airs.
  case dated(DatedText)

  /// - Parameter date: the local date on which it airs.
  /// - Returns: empty where nothing is spoken.
  public func text(on date: CivilDate) throws(TemplateError) -> String {
    switch self {
    case .unspoken: ""
    case .fixed(let text): text
    case .dated(let text): try text.text(on: date)
    }
  }

  /// Every text that it can be, but for the date in it: one, or one for each turn of a rotation.
  public func samples() throws(TemplateError) -> [String] {
    switch self {
    case .unspoken: return []
    case .fixed(let text): return [text]
    case .dated(let text):
      var samples: [String] = []
      for date in text.sampleDates { samples.append(try text.text(on: date)) }
      return samples
    }
  }

  /// For hashing.
  var canonical: CanonicalJSON {
    switch self {
    case .unspoken: .string("")
    case .fixed(let text): .string(text)
    case .dated(let text): text.canonical
    }
  }
}

extension AnnouncementText: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) {
    self = .fixed(text)
  }
}

// A text that is the same every day is kept as it is, and was before there were others.
extension AnnouncementText: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      let text = try container.decode(String.self)
      self = text.isEmpty ? .unspoken : .fixed(text)
    } catch DecodingError.typeMismatch {
      self = .dated(try container.decode(DatedText.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .unspoken: try container.encode("")
    case .fixed(let text): try container.encode(text)
    case .dated(let text): try container.encode(text)
    }
  }
}
