import Foundation
import Testing

@testable import BroadcastCore

@Suite struct BundleTests {
  let sample: SampleLog
  let key: VerifierKey

  init() throws {
    sample = try SampleLog()
    key = try sample.key.current().verifier
    try sample.log.append(SampleLog.began, at: SampleLog.moment(1))
    try sample.air("a1", at: 2)
  }

  @Test func aSoundWhoseHashNoEntryHoldsIsFound() throws {
    let sample = try SampleLog()
    let archive = ArchiveFolder(sample.folder.path + "/archive")
    try FileManager.default.createDirectory(atPath: archive.path, withIntermediateDirectories: true)
    try Data("sound".utf8).write(to: URL(filePath: archive.file("a.flac")))
    let hash = try archive.hash("a.flac").sha256
    for told in [hash, String(repeating: "0", count: 64)] {
      try sample.log.append(
        LogRecord(
          kind: .archive, fields: ["event_name": "closed", "file": "a.flac", "sha256": .string(told)]),
        at: SampleLog.moment(1))
    }
    let kept = try sample.maker.make(.export, at: SampleLog.moment(2))
    for (entry, isGood) in [(Int64(1), true), (2, false), (0, false)] {
      let path = sample.folder.path + "/ho-so-\(entry)"
      _ = try BundleWriter(log: sample.log, key: sample.key).write(
        path, checkpoint: kept, withTexts: false, sounds: .init(folder: archive, files: [entry: "a.flac"]))
      let report = BundleVerifier(path, trusted: nil).verify()
      #expect(report.isGood == isGood, "\(report.faults)")
      if !isGood {
        #expect(report.faults.map(\.kind) == [.soundUnknown] && report.firstBadEntry?.seq == entry)
      }
    }
  }

  @Test func anHonestBundleIsGood() throws {
    for withTexts in [false, true] {
      let path = try sample.bundle("bundle-\(withTexts)", withTexts: withTexts)
      let kept = try #require(try sample.maker.newest())
      let report = BundleVerifier(path, trusted: key, known: [kept.note]).verify()
      #expect(report.isGood, "\(report.faults)")
      #expect(report.entries == 5 && report.checkpointsHeld == 2 && report.notes.isEmpty)
      let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      #expect(names.contains("texts.jsonl") == withTexts)
    }
  }

  @Test func everyPartLeadsToTheSameRoot() throws {
    try sample.air("a2", at: 20)
    for from in 0..<8 {
      for to in from...8 {
        let path = try sample.bundle("part-\(from)-\(to)", from: Int64(from), to: Int64(to))
        let report = BundleVerifier(path, trusted: nil).verify()
        #expect(report.isGood, "\(from)…\(to): \(report.faults)")
        #expect(report.entries == Int64(to - from))
      }
    }
  }

  // Tries every byte of every file: changed, deleted, doubled, and with a byte put before it.
  @Test func everySingleByteIsFound() throws {
    let path = try sample.bundle(from: 2, to: 4, withTexts: true)
    #expect(BundleVerifier(path, trusted: key, stopsAtFirstFault: true).verify().isGood)
    var tried = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted() {
      let url = URL(filePath: path + "/" + name)
      let bytes = try [UInt8](Data(contentsOf: url))
      func found(_ changed: [UInt8]) throws -> Bool {
        tried += 1
        try Data(changed).write(to: url)
        return !BundleVerifier(path, trusted: key, stopsAtFirstFault: true).verify().isGood
      }
      for at in bytes.indices {
        var variants: [[UInt8]] = []
        for mask in [0x01, 0x20, 0x80] as [UInt8] {
          var changed = bytes
          changed[at] ^= mask
          variants.append(changed)
        }
        var shorter = bytes
        shorter.remove(at: at)
        variants.append(shorter)
        for extra in [bytes[at], 0x0A] {
          var longer = bytes
          longer.insert(extra, at: at)
          variants.append(longer)
        }
        for variant in variants where variant != bytes {
          let isFound = try found(variant)
          #expect(isFound, "\(name), byte \(at)")
        }
      }
      for extra in [0x0A, 0x20, 0x00] as [UInt8] {
        let isFound = try found(bytes + [extra])
        #expect(isFound, "\(name), at the end")
      }
      try Data(bytes).write(to: url)
    }
    #expect(tried > 15_000)
    #expect(BundleVerifier(path, trusted: key).verify().isGood)
  }

  @Test func theSetOfFilesIsExact() throws {
    let path = try sample.bundle(withTexts: true)
    try Data().write(to: URL(filePath: path + "/extra.txt"))
    #expect(BundleVerifier(path, trusted: key).verify().faults.map(\.kind) == [.fileUnexpected])
    try FileManager.default.removeItem(atPath: path + "/extra.txt")
    for name in try FileManager.default.contentsOfDirectory(atPath: path) {
      try FileManager.default.moveItem(atPath: path + "/" + name, toPath: sample.folder.path + "/aside")
      #expect(!BundleVerifier(path, trusted: key).verify().isGood, "without \(name)")
      try FileManager.default.moveItem(atPath: sample.folder.path + "/aside", toPath: path + "/" + name)
    }
  }

  @Test(arguments: [
    ("completed", "cut", Fault.Kind.changed, Int64(4)), ("thon-2", "thon-9", .changed, 2),
  ])
  func theFirstBadEntryIsNamed(old: String, new: String, kind: Fault.Kind, seq: Int64) throws {
    let path = try sample.bundle()
    let url = URL(filePath: path + "/entries.jsonl")
    let text = try String(contentsOf: url, encoding: .utf8)
    try Data(text.replacingOccurrences(of: old, with: new).utf8).write(to: url)
    let first = BundleVerifier(path, trusted: key).verify().firstBadEntry
    #expect(first?.kind == kind && first?.seq == seq)
  }

  // A whole new bundle, consistent in itself, but by someone else.
  @Test func aBundleByAStrangerIsRefused() throws {
    let path = try sample.bundle()
    let stranger = try #require(SignerKey(name: "broadcaster/mau")).verifier
    #expect(BundleVerifier(path, trusted: stranger).verify().faults.map(\.kind) == [.wrongKey])
    let report = BundleVerifier(path, trusted: nil).verify()
    #expect(report.isGood && report.notes.count == 1, "the bundle's own key only shows that it is whole")
  }

  @Test func aRotatedKeyIsFollowedFromTheOldOne() throws {
    _ = try sample.key.rotate(at: SampleLog.moment(50))
    let path = try sample.bundle()
    #expect(BundleVerifier(path, trusted: key).verify().isGood)
  }

  @Test func anOldCheckpointShowsATruncatedLog() throws {
    let path = try sample.bundle("short")
    try sample.air("a2", at: 20)
    let later = try sample.maker.make(.command, at: SampleLog.moment(60))
    let faults = BundleVerifier(path, trusted: key, known: [later.note]).verify().faults
    #expect(faults.map(\.kind) == [.truncated] && faults.first?.seq == 5)
  }
}
