/// Where an announcement stands on its way to the air.
public enum AnnouncementState: String, Hashable, Sendable, Codable, CaseIterable {
  /// Being written (đang soạn).
  case draft
  /// Waits for approval (chờ duyệt).
  case submitted
  /// Sent back with a reason (trả lại).
  case returned
  case approved
  /// No longer used (ngừng dùng); its versions stay.
  case retired

  public var vietnamese: String {
    switch self {
    case .draft: "đang soạn"
    case .submitted: "chờ duyệt"
    case .returned: "trả lại"
    case .approved: "đã duyệt"
    case .retired: "ngừng dùng"
    }
  }

  /// False for what was taken back, whatever approval it once had.
  var mayAir: Bool { self != .returned && self != .retired }

  /// What people do with it.
  public enum Action: String, Hashable, Sendable, CaseIterable {
    case edit, submit, approve, `return`, retire

    public var vietnamese: String {
      switch self {
      case .edit: "sửa"
      case .submit: "trình duyệt"
      case .approve: "duyệt"
      case .return: "trả lại"
      case .retire: "ngừng dùng"
      }
    }
  }

  /// The state after an action; `nil` where it cannot be done now.
  public func after(_ action: Action) -> AnnouncementState? {
    switch (self, action) {
    case (.draft, .edit), (.returned, .edit), (.submitted, .edit), (.approved, .edit): .draft
    case (.draft, .submit), (.returned, .submit): .submitted
    case (.submitted, .approve): .approved
    case (.submitted, .return), (.approved, .return): .returned
    case (.draft, .retire), (.submitted, .retire), (.returned, .retire), (.approved, .retire): .retired
    default: nil
    }
  }
}
