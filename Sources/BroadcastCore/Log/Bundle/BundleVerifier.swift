internal import Crypto
internal import Foundation

/// Checks an evidence bundle, without a station.
public struct BundleVerifier: Sendable {
  private let folder: String
  private let trusted: VerifierKey?
  private let known: [SignedNote]
  /// Says no more than that something is wrong, as soon as it is known.
  let stopsAtFirstFault: Bool

  /// - Parameters:
  ///   - trusted: the key as the auditor knows it; without one, the bundle's own, which proves only that it is whole.
  ///   - known: checkpoints that someone else has kept.
  public init(
    _ folder: String, trusted: VerifierKey?, known: [SignedNote] = [], stopsAtFirstFault: Bool = false
  ) {
    self.folder = folder
    self.trusted = trusted
    self.known = known
    self.stopsAtFirstFault = stopsAtFirstFault
  }

  public func verify() -> VerificationReport {
    var report = VerificationReport()
    do throws(Fault) {
      try verify(into: &report)
    } catch {
      report.add(error)
    }
    return report
  }

  private func verify(into report: inout VerificationReport) throws(Fault) {
    let key = try readKey(into: &report)
    let sounds = try checkFiles(signedBy: key, into: &report)
    let checkpoint = try readCheckpoint(BundleFile.checkpoint, signedBy: key)
    report.checkpoint = checkpoint
    guard key.name == checkpoint.origin else {
      throw Fault(.otherLog, file: BundleFile.checkpoint, checkpoint.origin)
    }
    guard let range = BundleRange(line: Array(try bytes(BundleFile.range).dropLast())),
      range.size == checkpoint.size
    else { throw Fault(.unreadable, file: BundleFile.range) }
    if range.from > 0 || range.to < range.size {
      report.add(
        note: "Hồ sơ là một phần của nhật ký: mục \(range.from) đến \(range.to - 1) trong \(range.size).")
    }
    try EntryWalk(
      folder: folder, range: range, checkpoint: checkpoint, signer: key, trusted: trusted, known: known,
      sounds: sounds
    )
    .walk(into: &report)
  }

  /// The bundle's key; trusted as such only where it is the one given, or the log leads from that one to it.
  private func readKey(into report: inout VerificationReport) throws(Fault) -> VerifierKey {
    let text = String(decoding: try bytes(BundleFile.key), as: UTF8.self)
    guard text.utf8.last == 0x0A, let key = VerifierKey(String(text.dropLast())) else {
      throw Fault(.unreadable, file: BundleFile.key)
    }
    if trusted == nil {
      report.add(note: "Khóa lấy từ chính hồ sơ (\(key)): hãy so với khóa mà nơi khác giữ, bằng --key.")
    }
    return key
  }

  /// - Returns: the hash of each archived sound, by the entry that must hold it.
  private func checkFiles(
    signedBy key: VerifierKey, into report: inout VerificationReport
  ) throws(Fault) -> [Int64: String] {
    let note = try note(BundleFile.manifest)
    guard note.signers.count == 1, let manifest = BundleManifest(text: note.text), manifest.origin == key.name
    else {
      throw Fault(.unreadable, file: BundleFile.manifest)
    }
    let names = manifest.hashes.map(\.name)
    let allowed = BundleFile.required + BundleFile.optional
    guard Set(names).count == names.count, Set(BundleFile.required).isSubset(of: names),
      names.allSatisfy({ allowed.contains($0) || BundleFile.isSound($0) })
    else { throw Fault(.unreadable, file: BundleFile.manifest, names.joined(separator: ", ")) }
    let found: [String]
    do {
      found = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      // What else lies there cannot be said: then the set of files is not proven.
      throw Fault(.unreadable, file: folder, error.localizedDescription)
    }
    for name in found.sorted() where name != BundleFile.manifest && !names.contains(name) {
      report.add(Fault(.fileUnexpected, file: name))
    }
    for (name, hash) in manifest.hashes {
      do throws(Fault) {
        if try sha256(name) != hash { report.add(Fault(.fileChanged, file: name)) }
      } catch {
        report.add(error)
      }
    }
    if stopsAtFirstFault, let fault = report.faults.first { throw fault }
    do throws(NoteError) { try note.verify(by: key) } catch {
      throw Fault(.badSignature, file: BundleFile.manifest, "\(error)")
    }
    let sounds = manifest.hashes.filter { BundleFile.isSound($0.name) }
    return Dictionary(
      sounds.compactMap { sound in Int64(sound.name.dropFirst(6).dropLast(5)).map { ($0, sound.sha256) } }
    ) { first, _ in first }
  }

  private func readCheckpoint(_ name: String, signedBy key: VerifierKey) throws(Fault) -> Checkpoint {
    let note = try note(name)
    do throws(NoteError) {
      try note.verify(by: key)
      guard note.signers.count == 1 else { throw .malformed }
      return try Checkpoint(in: note)
    } catch {
      throw Fault(error == .malformed ? .badCheckpoint : .badSignature, file: name, "\(error)")
    }
  }

  private func note(_ name: String) throws(Fault) -> SignedNote {
    let bytes = try bytes(name)
    guard let text = String(validating: bytes, as: UTF8.self) else { throw Fault(.unreadable, file: name) }
    do throws(NoteError) { return try SignedNote(reading: text) } catch {
      throw Fault(.unreadable, file: name, "\(error)")
    }
  }

  /// A small file whole.
  private func bytes(_ name: String) throws(Fault) -> Data {
    guard let handle = FileHandle(forReadingAtPath: folder + "/" + name) else {
      throw Fault(.fileMissing, file: name)
    }
    let data: Data
    do {
      data = try handle.read(upToCount: 1 << 20) ?? Data()
    } catch {
      throw Fault(.unreadable, file: name, error.localizedDescription)
    }
    guard data.count < 1 << 20 else { throw Fault(.unreadable, file: name, "> 1 MB") }
    return data
  }

  private func sha256(_ name: String) throws(Fault) -> String {
    guard let handle = FileHandle(forReadingAtPath: folder + "/" + name) else {
      throw Fault(.fileMissing, file: name)
    }
    var hasher = SHA256()
    do {
      while let block = try handle.read(upToCount: 1 << 18), !block.isEmpty { hasher.update(data: block) }
    } catch {
      // A part of a file has a hash too, but not the file's.
      throw Fault(.unreadable, file: name, error.localizedDescription)
    }
    return Hex.string(hasher.finalize())
  }
}
