import Foundation
import GRDB
import Testing

@testable import BroadcastCore

/// An auditor's tools: OpenSSL, coreutils, Python and pymerkle, as docs/EVIDENCE.md says.
@Suite struct EvidenceWithoutUsTests {
  let sample: SampleLog
  let key: VerifierKey

  init() throws {
    sample = try SampleLog()
    key = try sample.key.current().verifier
    try sample.log.append(SampleLog.began, at: SampleLog.moment(1))
    for number in 0..<4 { try sample.air("a\(number)", at: 2 + 12 * Int64(number)) }
  }

  private func check(_ path: String, key: VerifierKey, proofs: Data = Data()) throws -> String {
    let document = Oracle.packageRoot.appending(path: "docs/EVIDENCE.md").path
    return try Oracle.run(
      "evidence_without_us.py", [document, path, "\(key)"], module: "pymerkle", input: proofs)
  }

  @Test func theDocumentedCommandsAgree() throws {
    let path = try sample.bundle(withTexts: true)
    let size = try sample.log.count()
    let kept = try #require(try sample.maker.newest())
    let inclusion = try (0..<size).map { index -> CanonicalJSON in
      let path = try sample.log.proof(of: index, in: size)
      return .array([.integer(index), .array(path.map { .string($0.hex) })])
    }
    let consistency = try (1..<size).map { old -> CanonicalJSON in
      let root = try sample.database.read { try LogTree.root(size: old, in: $0) }
      let earlier = Checkpoint(origin: kept.checkpoint.origin, size: old, root: root)
      let path = try sample.log.growth(from: earlier, to: kept.checkpoint).path
      return .array([.integer(old), .array(path.map { .string($0.hex) })])
    }
    let proofs = CanonicalJSON.object(["inclusion": .array(inclusion), "consistency": .array(consistency)])
    let checked = try check(path, key: key, proofs: Data(proofs.line.utf8))
    #expect(checked.trimmingCharacters(in: .newlines) == "\(2 * size - 1)")
  }

  @Test func theyTakeAPart() throws {
    _ = try check(sample.bundle("part", from: 3, to: 9), key: key)
  }

  @Test func theyRefuseWhatIsWrong() throws {
    let path = try sample.bundle()
    let stranger = try #require(SignerKey(name: key.name)).verifier
    #expect(throws: Oracle.Failure.self) { try check(path, key: stranger) }
    for name in ["entries.jsonl", "manifest.txt", "checkpoint.txt", "range.json"] {
      let url = URL(filePath: path + "/" + name)
      let bytes = try Data(contentsOf: url)
      var changed = bytes
      changed[10] ^= 1
      try changed.write(to: url)
      #expect(throws: Oracle.Failure.self, "\(name)") { try check(path, key: key) }
      try bytes.write(to: url)
    }
    _ = try check(path, key: key)
    try Data().write(to: URL(filePath: path + "/extra"))
    #expect(throws: Oracle.Failure.self) { try check(path, key: key) }
  }
}
