/// How an external speech program is called: its arguments, with `{voice}`, `{rate}` and `{out}` where values go.
///
/// Arguments reach the program as they are: there is no shell that could read them another way.
public struct CommandTemplate: Hashable, Sendable, Codable {
  /// The program's absolute path, then its arguments.
  public let arguments: [String]

  public static let placeholders = ["{voice}", "{rate}", "{out}"]

  /// - Throws: `badCommand`, with the argument that is wrong.
  public init(_ arguments: [String]) throws(SpeechError) {
    guard let program = arguments.first, program.hasPrefix("/"), !program.contains("{") else {
      throw SpeechError(
        .badCommand, cause: "«\(arguments.first ?? "")»: chờ đường dẫn đầy đủ của chương trình")
    }
    for argument in arguments {
      guard !argument.utf8.contains(0) else {
        throw SpeechError(.badCommand, cause: "«\(argument)»: có ký tự rỗng")
      }
      var rest = argument
      for placeholder in CommandTemplate.placeholders { rest = rest.replacing(placeholder, with: "") }
      if rest.contains("{") || rest.contains("}") {
        throw SpeechError(
          .badCommand,
          cause: "«\(argument)»: chỉ dùng \(CommandTemplate.placeholders.joined(separator: ", "))")
      }
    }
    self.arguments = arguments
  }

  var program: String { arguments[0] }

  /// Whether the program writes a file instead of its standard output.
  var writesFile: Bool { arguments.contains { $0.contains("{out}") } }

  func filled(voice: String, rate: Int, out: String) -> [String] {
    arguments.dropFirst().map { argument in
      // In one pass over the placeholders' own places: a value may contain braces.
      var result = ""
      var rest = argument[...]
      while let brace = rest.firstIndex(of: "{") {
        result += rest[..<brace]
        rest = rest[brace...]
        for (name, value) in [("{voice}", voice), ("{rate}", "\(rate)"), ("{out}", out)]
        where rest.hasPrefix(name) {
          result += value
          rest = rest.dropFirst(name.count)
          break
        }
      }
      return result + rest
    }
  }
}
