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
    try checkFiles(signedBy: key, into: &report)
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
      folder: folder, range: range, checkpoint: checkpoint, signer: key, trusted: trusted, known: known
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

  private func checkFiles(signedBy key: VerifierKey, into report: inout VerificationReport) throws(Fault) {
    let note = try note(BundleFile.manifest)
    guard note.signers.count == 1, let manifest = BundleManifest(text: note.text), manifest.origin == key.name
    else {
      throw Fault(.unreadable, file: BundleFile.manifest)
    }
    let names = manifest.hashes.map(\.name)
    let allowed = BundleFile.required + BundleFile.optional
    guard Set(names).count == names.count, Set(BundleFile.required).isSubset(of: names),
      Set(names).isSubset(of: allowed)
    else { throw Fault(.unreadable, file: BundleFile.manifest, names.joined(separator: ", ")) }
    let found = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in found.sorted() where name != BundleFile.manifest && !names.contains(name) {
      report.add(Fault(.fileUnexpected, file: name))
    }
    for (name, hash) in manifest.hashes {
      guard let own = sha256(name) else {
        report.add(Fault(.fileMissing, file: name))
        continue
      }
      if own != hash { report.add(Fault(.fileChanged, file: name)) }
    }
    if stopsAtFirstFault, let fault = report.faults.first { throw fault }
    do throws(NoteError) { try note.verify(by: key) } catch {
      throw Fault(.badSignature, file: BundleFile.manifest, "\(error)")
    }
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
    guard let data = try? handle.read(upToCount: 1 << 20), data.count < 1 << 20 else {
      throw Fault(.unreadable, file: name)
    }
    return data
  }

  private func sha256(_ name: String) -> String? {
    guard let handle = FileHandle(forReadingAtPath: folder + "/" + name) else { return nil }
    var hasher = SHA256()
    while let block = try? handle.read(upToCount: 1 << 18), !block.isEmpty { hasher.update(data: block) }
    return Hex.string(hasher.finalize())
  }
}
