import Foundation
import Testing

@testable import BroadcastCore

@Suite struct CanonicalJSONTests {
  @Test(
    "One value has one form",
    arguments: [
      (CanonicalJSON.null, "null"),
      (true, "true"),
      (.integer(-12), "-12"),
      ("Phú Mỹ \"é\" \\ /", #""Phú Mỹ \"é\" \\ /""#),
      (.string("a\nb\tc\u{01}\u{7F}"), "\"a\\nb\\tc\\u0001\u{7F}\""),
      (.array([1, .null, "x"]), "[1,null,\"x\"]"),
      (.object(["b": 1, "a": .object([:]), "A": .array([])]), #"{"A":[],"a":{},"b":1}"#),
    ] as [(CanonicalJSON, String)])
  func form(value: CanonicalJSON, expected: String) throws {
    #expect(value.line == expected)
    // Another parser takes it, too.
    _ = try JSONSerialization.jsonObject(with: Data(value.line.utf8), options: .fragmentsAllowed)
  }

  // RFC 8785 §3.2.3: by UTF-16 units, so an astral letter (D83D…) comes before U+FB33.
  @Test func keysAreSortedByUTF16() {
    let value = CanonicalJSON.object(["\u{FB33}": 1, "\u{1F600}": 2, "ö": 3])
    #expect(value.line == "{\"ö\":3,\"\u{1F600}\":2,\"\u{FB33}\":1}")
  }
}

@Suite struct MerkleLeafTests {
  // The certificate-transparency vectors of RFC 6962 implementations.
  @Test(
    arguments: [
      ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
      ("\u{00}", "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
      ("\u{10}", "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7"),
    ])
  func vectors(line: String, hash: String) {
    #expect(Hex.string(MerkleLeaf.hash(line)) == hash)
  }

  @Test func saltedTextHidesAndBinds() {
    let text = SaltedText("Chúc mừng năm mới", salt: [UInt8](repeating: 7, count: 32))
    #expect(text.hash == Hex.sha256([UInt8](repeating: 7, count: 32) + Array("Chúc mừng năm mới".utf8)))
    #expect(SaltedText("a").hash != SaltedText("a").hash, "every text has a salt of its own")
    #expect(SaltedText("a").salt.count == 32)
  }
}
