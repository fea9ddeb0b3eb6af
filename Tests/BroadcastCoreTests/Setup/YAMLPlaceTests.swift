import Foundation
import Testing

@testable import BroadcastCore

/// Where a fault stands, also in a file from Windows, whose lines end with CR LF.
@Suite struct YAMLPlaceTests {
  private func problems(_ lines: [String], _ end: String) -> [String] {
    let reader = ConfigurationReader(file: "tin.yaml")
    #expect(reader.root(of: lines.map { $0 + end }.joined()) == nil)
    return reader.problems.map(\.description)
  }

  @Test(
    arguments: ["\n", "\r\n"],
    [
      (
        ["a:", "  id: x", "  text: id", "  id: y"],
        "tin.yaml:4:3: lỗi: khóa «id» viết hai lần, lần đầu ở dòng 2"
      ),
      (
        ["- id: x", "  b: |", "    id: z", "  id: y"],
        "tin.yaml:4:3: lỗi: khóa «id» viết hai lần, lần đầu ở dòng 1"
      ),
      (["a: { id: x, text: 1,", "  id: y }"], "tin.yaml:2:3: lỗi: khóa «id» viết hai lần, lần đầu ở dòng 1"),
      (["a: { id: x, id: y }"], "tin.yaml:1:13: lỗi: khóa «id» viết hai lần, lần đầu ở dòng 1"),
      (["a:", "  b:", "\t- x"], "tin.yaml:3:1: lỗi: sai cú pháp YAML"),
    ])
  func place(end: String, file: (lines: [String], message: String)) {
    let found = problems(file.lines, end)
    #expect(found.count == 1 && found[0].hasPrefix(file.message), "\(found)")
    if file.lines.contains(where: { $0.hasPrefix("\t") }) { #expect(found[0].contains("phím Tab")) }
  }

  @Test func bytesThatAreNoText() {
    let reader = ConfigurationReader(file: "tin.yaml")
    reader.noteNotText(Array("a: 1\r\nb: x".utf8) + [0xFF])
    #expect(reader.problems.map { [$0.line, $0.column] } == [[2, 5]])
  }
}
