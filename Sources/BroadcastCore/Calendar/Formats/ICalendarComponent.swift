/// A component of an iCalendar stream (RFC 5545): `VCALENDAR`, `VEVENT`.
public struct ICalendarComponent: Sendable {
  public let name: String
  public var properties: [ICalendarProperty]
  public var components: [ICalendarComponent]

  public init(_ name: String, _ properties: [ICalendarProperty], components: [ICalendarComponent] = []) {
    self.name = name
    self.properties = properties
    self.components = components
  }

  /// The stream as it is stored and sent: lines folded and ended by CR LF.
  public var text: String {
    lines.map { $0 + "\r\n" }.joined()
  }

  private var lines: [String] {
    ["BEGIN:\(name)"] + properties.map(\.contentLine) + components.flatMap(\.lines) + ["END:\(name)"]
  }
}

/// A property with its value already in the form of its type.
public struct ICalendarProperty: Sendable {
  public let name: String
  /// Such as `VALUE=DATE`.
  public let parameters: [String]
  public let value: String

  /// - Parameter value: written as it is; for free text use `text(_:_:)`.
  public init(_ name: String, parameters: [String] = [], value: String) {
    self.name = name
    self.parameters = parameters
    self.value = value
  }

  /// A TEXT value (section 3.3.11): backslash, semicolon, comma and line breaks escaped, other control characters dropped.
  public static func text(_ name: String, _ text: String) -> ICalendarProperty {
    var value = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",": value += "\\\(scalar)"
      case "\n": value += "\\n"
      case "\t": value += "\t"
      case "\u{0}"..."\u{1F}", "\u{7F}": continue
      default: value.unicodeScalars.append(scalar)
      }
    }
    return ICalendarProperty(name, value: value)
  }

  /// A whole day (section 3.3.4).
  public static func date(_ name: String, _ date: CivilDate) -> ICalendarProperty {
    ICalendarProperty(name, parameters: ["VALUE=DATE"], value: date.iCalendarDate)
  }

  /// Folded (section 3.1): no line is longer than 75 octets, and no character is cut.
  var contentLine: String {
    var line = ""
    var octets = 0
    for scalar in "\(([name] + parameters).joined(separator: ";")):\(value)".unicodeScalars {
      let size = UTF8.width(scalar)
      if octets + size > 75 {
        line += "\r\n "
        octets = 1
      }
      line.unicodeScalars.append(scalar)
      octets += size
    }
    return line
  }
}

extension CivilDate {
  /// `20270206`
  var iCalendarDate: String { description.filter { $0 != "-" } }
}
