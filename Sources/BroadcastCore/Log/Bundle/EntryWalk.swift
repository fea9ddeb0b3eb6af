internal import Foundation

/// Goes through a bundle's entries once: hashes, order, what they say, the texts beside them, the roots they lead to.
struct EntryWalk {
  let folder: String
  let range: BundleRange
  let checkpoint: Checkpoint
  let signer: VerifierKey
  let trusted: VerifierKey?
  let known: [SignedNote]
  /// Hashes of the archived sounds that came along, by entry.
  var sounds: [Int64: String] = [:]

  func walk(into report: inout VerificationReport) throws(Fault) {
    do {
      try entries(into: &report)
    } catch let fault as Fault {
      throw fault
    } catch {
      throw Fault(.unreadable, seq: range.from + report.entries, file: BundleFile.entries, "\(error)")
    }
  }

  private func entries(into report: inout VerificationReport) throws {
    var tree = MerkleRange()
    for (node, hash) in zip(MerkleRange.cover(0, range.from), range.before)
    where !tree.append(hash, level: node.level) {
      throw Fault(.unreadable, file: BundleFile.range)
    }
    var checker = EntryChecker(first: range.from, keys: KeyHistory(trusted: trusted))
    var lines = try LineReader(folder + "/" + BundleFile.entries)
    var leaves = try LineReader(folder + "/" + BundleFile.leaves)
    var texts = try TextWalk(folder: folder)
    var checkpoints = KnownCheckpoints(known, origin: checkpoint.origin, size: checkpoint.size, into: &report)
    let events = EventRegister()
    var silent = sounds
    var seq = range.from
    while let line = try lines.next() {
      let hash = MerkleHash(leaf: line)
      let leaf = try leaves.next()
      if leaf.map({ String(decoding: $0, as: UTF8.self) }) != hash.hex {
        report.add(Fault(leaf == nil ? .reordered : .changed, seq: seq, file: BundleFile.entries))
      }
      let members = checker.check(line, into: &report)
      if let event = members?.string("event") {
        for twice in try events.take(event, seq) {
          report.add(Fault(.eventTwice, seq: twice, file: BundleFile.entries))
        }
      }
      if let sound = sounds[seq], let members, members.string("kind") == LogRecord.Kind.archive.rawValue,
        members.string("sha256") == sound
      {
        silent[seq] = nil
      }
      try texts.check(seq, members, into: &report)
      tree.append(hash)
      seq += 1
      checkpoints.reached(seq, root: tree, into: &report)
    }
    if seq != range.to {
      report.add(
        Fault(seq < range.to ? .truncated : .reordered, seq: min(seq, range.to), "\(seq) ≠ \(range.to)"))
    }
    if try leaves.next() != nil { report.add(Fault(.truncated, seq: seq, file: BundleFile.leaves)) }
    for twice in try events.finish() { report.add(Fault(.eventTwice, seq: twice, file: BundleFile.entries)) }
    for entry in silent.keys.sorted() {
      report.add(Fault(.soundUnknown, seq: entry, file: BundleFile.sound(entry)))
    }
    try texts.finish(into: &report)
    checker.finish(into: &report)
    if seq == range.to {
      for (node, hash) in zip(MerkleRange.cover(range.to, range.size), range.after)
      where !tree.append(hash, level: node.level) {
        throw Fault(.unreadable, file: BundleFile.range)
      }
      if tree.root == checkpoint.root, tree.count == checkpoint.size {
        report.checkpointsHeld += 1
        checkpoints.reached(tree.count, root: tree, into: &report)
      } else {
        report.add(Fault(.rootDiffers, file: BundleFile.checkpoint))
      }
    }
    checkpoints.finish(keys: checker.keys, signer: signer, into: &report)
    if let trusted, signer != trusted, !checker.keys.allows(signer) {
      report.add(Fault(.wrongKey, file: BundleFile.key, "\(signer)"))
    }
  }
}

/// The private texts beside the entries: each must have the hash that its entry names.
private struct TextWalk: ~Copyable {
  private var reader: LineReader?
  private var pending: (seq: Int64, name: String, hash: String)?

  init(folder: String) throws {
    let path = folder + "/" + BundleFile.texts
    reader = FileManager.default.fileExists(atPath: path) ? try LineReader(path) : nil
    pending = nil
    try advance()
  }

  private mutating func advance() throws {
    guard let line = try reader?.next() else { return pending = nil }
    guard let members = CanonicalScanner.members(of: line), members.list.count == 4,
      let seq = members.integer("seq"),
      let name = members.string("name"), let text = members.string("text"),
      let salt = members.string("salt").flatMap({ StrictBase64.decode($0) }), salt.count == 32
    else { throw Fault(.unreadable, file: BundleFile.texts) }
    pending = (seq, name, SaltedText(text, salt: Array(salt)).hash)
  }

  mutating func check(
    _ seq: Int64, _ members: CanonicalScanner.Members?, into report: inout VerificationReport
  ) throws {
    while let text = pending, text.seq <= seq {
      if text.seq < seq || members?.hash(named: text.name) != text.hash {
        report.add(Fault(.textDiffers, seq: text.seq, file: BundleFile.texts, text.name))
      }
      try advance()
    }
  }

  mutating func finish(into report: inout VerificationReport) throws {
    while let text = pending {
      report.add(Fault(.textDiffers, seq: text.seq, file: BundleFile.texts, text.name))
      try advance()
    }
  }
}

extension CanonicalScanner.Members {
  /// The salted hash of the private text `name`.
  func hash(named name: String) -> String? {
    let key = Array("\(name)_hash".utf8)
    for (own, value) in list where bytes[own].elementsEqual(key) {
      if case .string(let range) = value { return CanonicalScanner.text(bytes, range) }
    }
    return nil
  }
}
