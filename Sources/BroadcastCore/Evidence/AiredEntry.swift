/// One broadcast on one output, as the log tells it: the facts that a coverage counts.
public struct AiredEntry: Hashable, Sendable, Codable {
  /// Number of the `ended` entry, by which everything can be found again.
  public var seq: Int64
  /// Number of the `accepted` entry.
  public var acceptedSeq: Int64
  public var broadcast: String
  public var programme: String?
  public var announcement: String
  public var content: String
  /// Empty where the text was erased.
  public var title: String
  public var airClass: String
  public var criteria: [String]
  public var supporting: [String]
  public var isThreeDays: Bool
  public var holiday: String?
  public var communityEvent: String?
  /// Local date and time at which its first frame left the device, or was to leave.
  public var date: CivilDate
  public var time: String
  /// Of sound that left the device.
  public var seconds: Int
  /// Zones that heard it from the first frame to the last.
  public var zones: [ZoneID]
  /// Zones that it went to and that did not get all of it.
  public var missing: [ZoneID]
  public var output: String
  public var outputKind: String
  /// Thousandths of a LUFS; `nil` where it was not measured.
  public var loudnessMlufs: Int?
  public var xruns: Int
  public var author: String
  public var approver: String
  public var isClockTrusted: Bool
  public var standing: Standing

  /// What the entry is worth.
  public enum Standing: String, Hashable, Sendable, Codable, CaseIterable {
    /// Every frame left a sound card.
    case proven
    /// Every frame went to a virtual device, and the caller asked for trials.
    case trial
    /// A virtual device, and nobody asked for it.
    case virtual
    /// A sound file.
    case file
    /// A technical check.
    case test
    /// Of a simulation.
    case simulated
    /// Cut, failed, interrupted, or its numbers do not say that every frame left.
    case incomplete
    /// The line is not the one that was hashed, or belongs to no accepted broadcast.
    case damaged

    /// Whether it may count.
    public var counts: Bool { self == .proven || self == .trial }

    public var vietnamese: String {
      switch self {
      case .proven: "đã phát ra loa"
      case .trial: "BẢN THỬ (thiết bị ảo)"
      case .virtual: "thiết bị ảo, không tính"
      case .file: "ghi ra tệp, không tính"
      case .test: "bản tin thử máy, không tính"
      case .simulated: "mô phỏng, không tính"
      case .incomplete: "không phát trọn, không tính"
      case .damaged: "mục nhật ký hỏng, không tính"
      }
    }
  }
}
