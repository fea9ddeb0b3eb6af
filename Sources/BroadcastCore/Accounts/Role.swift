/// What an account may do (vai trò). One account may have several.
public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
  /// Biên tập: writes and records.
  case editor = "bien-tap"
  /// Duyệt: answers for what goes on air.
  case approver = "duyet"
  /// Vận hành: the queue, STOP, the emergency.
  case `operator` = "van-hanh"
  /// Quản trị: set-up, accounts, backup.
  case administrator = "quan-tri"
  /// Giám sát: sees everything, changes nothing.
  case auditor = "giam-sat"

  public var vietnamese: String {
    switch self {
    case .editor: "biên tập"
    case .approver: "duyệt"
    case .operator: "vận hành"
    case .administrator: "quản trị"
    case .auditor: "giám sát"
    }
  }

  /// The table of docs/ACCOUNTS.vi.md.
  public var permissions: Set<Permission> {
    switch self {
    case .editor: [.look, .write]
    case .approver: [.look, .approve, .stop]
    case .operator: [.look, .operate, .stop, .emergency]
    case .administrator: [.look, .administer, .audit, .stop]
    case .auditor: [.look, .audit]
    }
  }
}

/// What a command needs.
public enum Permission: String, Hashable, Sendable, CaseIterable {
  /// Reads content, schedule, log.
  case look
  /// Adds and changes clips, announcements, documents.
  case write
  /// Approves, returns and retires what another account wrote.
  case approve
  /// Queue, hold, cancel, listen on the loudspeakers.
  case operate
  /// Cuts everything off.
  case stop
  /// Airs without waiting for an approval.
  case emergency
  /// Set-up, accounts, backup and restore.
  case administer
  /// Who changed what, before and after.
  case audit

  public var vietnamese: String {
    switch self {
    case .look: "xem"
    case .write: "soạn bản tin"
    case .approve: "duyệt bản tin"
    case .operate: "vận hành"
    case .stop: "dừng phát"
    case .emergency: "phát khẩn cấp"
    case .administer: "quản trị"
    case .audit: "xem lịch sử thay đổi"
    }
  }
}
