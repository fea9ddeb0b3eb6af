/// Something that is not as it must be in a log or a bundle.
public struct Fault: Error, Hashable, Sendable {
  /// What is wrong. The raw value stands in the JSON of `log verify`.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    // The files of a bundle.
    case fileMissing = "file-missing"
    case fileUnexpected = "file-unexpected"
    case fileChanged = "file-changed"
    case unreadable
    // Keys and checkpoints.
    case wrongKey = "wrong-key"
    case badSignature = "bad-signature"
    case badCheckpoint = "bad-checkpoint"
    case otherLog = "other-log"
    // The entries as a chain.
    case changed
    case missing
    case reordered
    case truncated
    case notCanonical = "not-canonical"
    case badField = "bad-field"
    case rootDiffers = "root-differs"
    case textDiffers = "text-differs"
    // What the entries say.
    case timeBackwards = "time-backwards"
    case bootReturned = "boot-returned"
    case acceptedTwice = "accepted-twice"
    case endedTwice = "ended-twice"
    case endedWithoutAccepted = "ended-without-accepted"
    case acceptedWithoutEnded = "accepted-without-ended"
    case startedWithoutAccepted = "started-without-accepted"
    case completedWithoutStart = "completed-without-start"
    case impossibleFrames = "impossible-frames"
    case eventTwice = "event-twice"
    case planWithoutOutcome = "plan-without-outcome"
    case outcomeWithoutPlan = "outcome-without-plan"
    case approvalMissing = "approval-missing"
    case soundUnknown = "sound-unknown"

    /// For the operator.
    public var vietnamese: String {
      switch self {
      case .fileMissing: "thiếu tệp"
      case .fileUnexpected: "có tệp lạ"
      case .fileChanged: "tệp đã bị sửa"
      case .unreadable: "không đọc được"
      case .wrongKey: "sai khóa"
      case .badSignature: "chữ ký không đúng"
      case .badCheckpoint: "điểm chốt không đúng dạng"
      case .otherLog: "của một nhật ký khác"
      case .changed: "mục đã bị sửa"
      case .missing: "mất mục"
      case .reordered: "mục sai thứ tự hoặc lặp lại"
      case .truncated: "nhật ký bị cắt ngắn"
      case .notCanonical: "dòng không đúng dạng chuẩn"
      case .badField: "trường thiếu hoặc sai"
      case .rootDiffers: "không khớp với điểm chốt đã ký"
      case .textDiffers: "nội dung không khớp với mã băm trong mục"
      case .timeBackwards: "thời gian đi lùi"
      case .bootReturned: "phiên máy cũ quay lại"
      case .acceptedTwice: "lượt phát được nhận hai lần"
      case .endedTwice: "lượt phát kết thúc hai lần"
      case .endedWithoutAccepted: "kết thúc mà chưa từng được nhận"
      case .acceptedWithoutEnded: "được nhận mà không có kết thúc"
      case .startedWithoutAccepted: "bắt đầu mà chưa từng được nhận"
      case .completedWithoutStart: "phát xong mà chưa từng bắt đầu"
      case .impossibleFrames: "số khung âm thanh không thể có"
      case .eventTwice: "mã sự kiện lặp lại"
      case .planWithoutOutcome: "đã xếp lịch mà không có kết quả"
      case .outcomeWithoutPlan: "phát mà không có trong lịch đã ghi"
      case .soundUnknown: "bản lưu âm không khớp mã băm trong nhật ký"
      case .approvalMissing: "người duyệt không có lần duyệt nào trong nhật ký"
      }
    }
  }

  public var kind: Kind
  /// The entry, where it is about one.
  public var seq: Int64?
  public var file: String?
  /// What was found, and what was expected.
  public var detail: String

  public init(_ kind: Kind, seq: Int64? = nil, file: String? = nil, _ detail: String = "") {
    self.kind = kind
    self.seq = seq
    self.file = file
    self.detail = detail
  }

  public var vietnamese: String {
    let place = seq.map { "Mục #\($0): " } ?? file.map { "\($0): " } ?? ""
    return place + kind.vietnamese + (detail.isEmpty ? "" : " (\(detail))")
  }

  public var json: CanonicalJSON {
    .object([
      "fault": .string(kind.rawValue), "seq": seq.map { .integer($0) } ?? .null,
      "file": file.map { .string($0) } ?? .null, "detail": .string(detail),
    ])
  }
}
