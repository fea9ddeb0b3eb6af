internal import Foundation

/// What `log verify` found.
public struct VerificationReport: Hashable, Sendable {
  /// The first ones; see `faultCount`.
  public private(set) var faults: [Fault] = []
  public private(set) var faultCount = 0
  /// What an auditor should know though it is no fault.
  public private(set) var notes: [String] = []
  /// Entries that were read.
  public var entries: Int64 = 0
  /// What the entries were checked against: the newest checkpoint, with who signed it.
  public var checkpoint: Checkpoint?
  /// Kept and given checkpoints that the log agrees with.
  public var checkpointsHeld = 0
  public var isGood: Bool { faultCount == 0 }

  public init() {}

  static let faultLimit = 100
  static let noteLimit = 100

  mutating func add(_ fault: Fault) {
    faultCount += 1
    if let seq = fault.seq, seq < firstBadEntry?.seq ?? .max { firstBadEntry = fault }
    if faults.count < VerificationReport.faultLimit { faults.append(fault) }
  }

  mutating func add(note: String) {
    if notes.count < VerificationReport.noteLimit { notes.append(note) }
  }

  /// The fault of the lowest entry, of all that were found.
  public private(set) var firstBadEntry: Fault?

  public var json: CanonicalJSON {
    .object([
      "schema": 1, "good": .bool(isGood), "entries": .integer(entries),
      "checkpoint": checkpoint.map {
        .object([
          "origin": .string($0.origin), "size": .integer($0.size),
          "root": .string($0.root.data.base64EncodedString()),
        ])
      } ?? .null,
      "checkpoints_held": .integer(Int64(checkpointsHeld)), "fault_count": .integer(Int64(faultCount)),
      "first_bad_entry": firstBadEntry.map(\.json) ?? .null, "faults": .array(faults.map(\.json)),
      "notes": .array(notes.map { .string($0) }),
    ])
  }
}
