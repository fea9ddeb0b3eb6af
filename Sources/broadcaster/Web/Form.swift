import Foundation

/// The fields of an HTML form (application/x-www-form-urlencoded).
struct Form: Sendable {
  private let values: [String: [String]]

  static let empty = Form(values: [:])

  private init(values: [String: [String]]) {
    self.values = values
  }

  /// `nil` where it is no such form.
  init?(body: String) {
    var components = URLComponents()
    let encoded = body.replacingOccurrences(of: "+", with: "%20")
    guard encoded.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    components.percentEncodedQuery = encoded
    var values: [String: [String]] = [:]
    for item in components.queryItems ?? [] {
      // Browsers send CR LF in texts of several lines.
      let value = (item.value ?? "").replacingOccurrences(of: "\r\n", with: "\n")
      values[item.name, default: []].append(value.precomposedStringWithCanonicalMapping)
    }
    self.values = values
  }

  /// The first value, without spaces at its ends; empty where there is none.
  subscript(name: String) -> String {
    values[name]?.first?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
  }

  /// As typed, for passwords.
  func exact(_ name: String) -> String { values[name]?.first ?? "" }

  /// Of boxes that are ticked.
  func all(_ name: String) -> [String] { values[name] ?? [] }

  func has(_ name: String) -> Bool { values[name] != nil }

  /// Fields whose name begins with a word, by the rest of their name.
  func group(_ prefix: String) -> [String: String] {
    var group: [String: String] = [:]
    for (name, values) in values where name.hasPrefix(prefix) {
      group[String(name.dropFirst(prefix.count))] = values.first ?? ""
    }
    return group
  }
}
