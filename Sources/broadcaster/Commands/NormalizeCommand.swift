public import ArgumentParser
import Foundation
public import VietnameseSpeech

/// Lines in, spoken lines out: what the loudspeaker will say.
struct NormalizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "normalize",
    abstract: "Chuyển văn bản thành lời đọc, mỗi dòng vào một dòng ra.",
    discussion: """
      Mã thoát: 0 xong; 64 dùng sai; 65 từ điển sai, hoặc có từ chưa biết khi dùng --strict; 74 không đọc được tệp.
      """)

  @Argument(help: "Văn bản cần đọc; \"-\" hoặc để trống: đọc từ đầu vào chuẩn.")
  var text: [String] = []

  @Flag(
    help:
      "In JSON, mỗi dòng một đối tượng: từng phần, loại, quy tắc, vị trí trong dòng, từ chưa biết và gợi ý.")
  var explain = false

  @Flag(help: "Coi từ chưa biết là lỗi: liệt kê ra và thoát với mã 65.")
  var strict = false

  @Option(help: ArgumentHelp("Từ điển riêng của đài (YAML), đè lên từ điển có sẵn.", valueName: "tệp"))
  var lexicon: String?

  @Option(help: "Cách nói theo vùng: north, central, south.")
  var region = NormalizationSettings.Region.north

  @Option(
    name: .customLong("document-numbers"), help: "Số văn bản: brief (bỏ ký hiệu) hoặc full (đọc cả ký hiệu).")
  var documentNumbers = NormalizationSettings.DocumentNumberStyle.brief

  @Flag(name: .customLong("early-days"), help: "Nói \"mùng\" trước ngày 1 đến 10.")
  var namesEarlyDays = false

  func run() throws {
    let normalizer = Normalizer(
      lexicon: try loadLexicon(),
      settings: NormalizationSettings(
        region: region, documentNumbers: documentNumbers, namesEarlyDays: namesEarlyDays))
    var unknowns: [String] = []
    var number = 0
    try eachLine { line in
      number += 1
      let result = normalizer.normalize(line)
      if explain {
        print(try ExplainedLine(number: number, source: line, result).json())
      } else {
        print(result.spoken.text)
      }
      unknowns += result.unknowns.map { token in
        "dòng \(number): \"\(token.written)\"" + (token.suggestion.map { ", có phải: \($0)?" } ?? "")
      }
    }
    if strict, !unknowns.isEmpty {
      let message = """
        Có \(unknowns.count) từ chưa biết; hãy sửa văn bản hoặc thêm vào từ điển của đài (--lexicon):
        \(unknowns.map { "  " + $0 }.joined(separator: "\n"))

        """
      FileHandle.standardError.write(Data(message.utf8))
      throw ExitCode(65)
    }
  }

  private func loadLexicon() throws -> Lexicon {
    do {
      let shipped = try Lexicon.shipped()
      guard let lexicon else { return shipped }
      let yaml: String
      do {
        yaml = try String(contentsOfFile: lexicon, encoding: .utf8)
      } catch {
        FileHandle.standardError.write(
          Data("Không đọc được từ điển \(lexicon): \(error.localizedDescription)\n".utf8))
        throw ExitCode(74)
      }
      return try shipped.overlaid(with: yaml, source: lexicon)
    } catch let error as LexiconError {
      FileHandle.standardError.write(Data("Từ điển sai: \(error)\n".utf8))
      throw ExitCode(65)
    }
  }

  private func eachLine(_ body: (String) throws -> Void) throws {
    guard text.isEmpty || text == ["-"] else {
      for line in text.joined(separator: " ").split(separator: "\n", omittingEmptySubsequences: false) {
        try body(String(line))
      }
      return
    }
    while let line = readLine(strippingNewline: true) { try body(line) }
  }
}

extension NormalizationSettings.Region: ExpressibleByArgument {}
extension NormalizationSettings.DocumentNumberStyle: ExpressibleByArgument {}

/// The JSON of one line; spans count UTF-16 units from the start of the line, as a web page does.
private struct ExplainedLine: Encodable {
  struct Token: Encodable {
    let written: String
    let spoken: String
    let `class`: String
    let rule: String
    let span: [Int]
    let unknown: Bool
    let suggestion: String?
  }

  let line: Int
  let source: String
  let spoken: String
  let tokens: [Token]
  let unknown: Int

  init(number: Int, source: String, _ result: Normalized) {
    line = number
    self.source = source
    spoken = result.spoken.text
    tokens = result.tokens.map {
      Token(
        written: $0.written, spoken: $0.spoken, class: $0.kind.rawValue, rule: $0.rule,
        span: [$0.span.utf16.lowerBound, $0.span.utf16.upperBound], unknown: $0.isUnknown,
        suggestion: $0.suggestion)
    }
    unknown = result.unknowns.count
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
