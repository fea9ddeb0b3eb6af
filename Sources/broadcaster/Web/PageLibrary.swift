import Foundation
import Mustache

/// The templates of all pages.
struct PageLibrary: Sendable {
  private let library: MustacheLibrary

  /// - Throws: where a template is not well formed, which a test finds before any user.
  init() throws {
    MustacheContentTypes.register(ScalarHTML(), named: "PAGE")
    var library = MustacheLibrary()
    for (name, bytes) in PageLibrary.sources {
      let text = "{{% CONTENT_TYPE: PAGE}}" + String(decoding: bytes, as: UTF8.self)
      try library.register(text, named: name)
    }
    self.library = library
  }

  func render(_ values: [String: Any], _ name: String) throws -> String {
    guard let text = library.render(values.compactMapValues(PageLibrary.present), withTemplate: name) else {
      throw PageError(name: name)
    }
    return text
  }

  /// The value without what is `nil` in it: to the library a `nil` inside an `Any` is something, and would be printed.
  private static func present(_ value: Any) -> Any? {
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional { return mirror.children.first.flatMap { present($0.value) } }
    // An empty text is nothing to show either.
    if let text = value as? String { return text.isEmpty ? nil : text }
    if let values = value as? [String: Any] { return values.compactMapValues(present) }
    if let values = value as? [Any] { return values.compactMap(present) }
    return value
  }

  private static let sources: [(String, [UInt8])] = [
    ("layout", PackageResources.layout_mustache), ("login", PackageResources.login_mustache),
    ("first", PackageResources.first_mustache), ("dashboard", PackageResources.dashboard_mustache),
    ("stop", PackageResources.stop_mustache), ("emergency", PackageResources.emergency_mustache),
    ("announcements", PackageResources.announcements_mustache), ("write", PackageResources.write_mustache),
    ("announcement", PackageResources.announcement_mustache), ("air", PackageResources.air_mustache),
    ("account", PackageResources.account_mustache), ("problem", PackageResources.problem_mustache),
  ]
}

struct PageError: Error {
  let name: String
}

/// Escapes scalar by scalar: a quotation mark with a combining accent is one Swift character and no quotation mark, but
/// it ends an attribute all the same.
private struct ScalarHTML: MustacheContentType {
  func escapeText(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
