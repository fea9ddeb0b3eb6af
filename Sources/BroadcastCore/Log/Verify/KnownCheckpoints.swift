/// Checkpoints that others have kept, each compared when as many entries have been read.
struct KnownCheckpoints {
  private var waiting: [(checkpoint: Checkpoint, note: SignedNote)] = []
  private var reached: [SignedNote] = []

  init(_ notes: [SignedNote], origin: String, size: Int64, into report: inout VerificationReport) {
    for note in notes {
      guard let checkpoint = Checkpoint(text: note.text) else {
        report.add(Fault(.badCheckpoint, file: "--checkpoint"))
        continue
      }
      if checkpoint.origin != origin {
        report.add(Fault(.otherLog, file: "--checkpoint", checkpoint.origin))
      } else if checkpoint.size > size {
        report.add(Fault(.truncated, seq: size, "điểm chốt đã biết có \(checkpoint.size) mục"))
      } else {
        waiting.append((checkpoint, note))
      }
    }
    // Read from the end.
    waiting.sort { $0.checkpoint.size > $1.checkpoint.size }
    reached(0, root: MerkleRange(), into: &report)
  }

  mutating func reached(_ size: Int64, root: MerkleRange, into report: inout VerificationReport) {
    while let next = waiting.last, next.checkpoint.size == size {
      waiting.removeLast()
      reached.append(next.note)
      if root.root == next.checkpoint.root {
        report.checkpointsHeld += 1
      } else {
        report.add(Fault(.rootDiffers, file: "--checkpoint", "\(size) mục đầu"))
      }
    }
  }

  /// Whose signatures they bear: a key of this log's history.
  mutating func finish(keys: KeyHistory, signer: VerifierKey?, into report: inout VerificationReport) {
    for missed in waiting {
      report.add(note: "Điểm chốt \(missed.checkpoint.size) mục nằm ngoài phần này, chưa so được.")
    }
    let candidates = keys.all + [signer].compactMap(\.self)
    for note in reached + waiting.map(\.note)
    where !candidates.contains(where: { (try? note.verify(by: $0)) != nil }) {
      report.add(Fault(.wrongKey, file: "--checkpoint", note.signers.joined(separator: ", ")))
    }
  }
}
