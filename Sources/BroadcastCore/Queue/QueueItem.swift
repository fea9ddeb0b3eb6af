/// A broadcast that an operator ordered outside the plan (hàng đợi).
public struct QueueItem: Hashable, Sendable, Codable, Identifiable {
  /// As typed: `q-7`.
  public var id: String
  /// `Announcement.id` or `Bulletin.id`.
  public var announcement: String
  public var zones: [ZoneID]
  public var start: WallTime
  /// Kept back until it is released.
  public var isHeld: Bool
  /// One Vietnamese sentence: who ordered it and why it airs then.
  public var reason: String
  /// `Actor`.
  public var by: String

  public init(
    id: String, announcement: String, zones: [ZoneID], start: WallTime, isHeld: Bool = false, reason: String,
    by: String
  ) {
    self.id = id
    self.announcement = announcement
    self.zones = zones
    self.start = start
    self.isHeld = isHeld
    self.reason = reason
    self.by = by
  }

  /// Stays the same when it is moved, so that it cannot air twice.
  var broadcast: BroadcastID { BroadcastID(rawValue: "hang-doi@\(id)") }
}

/// When an operator wants something to air.
public enum QueueTime: Hashable, Sendable, Codable {
  case at(WallTime)
  /// As soon as its sound is there and its zones are free of its class.
  case now
  /// Where plan and queue leave room for all of it.
  case next
}

/// What the station is asked about its queue.
public enum QueueOrder: Hashable, Sendable, Codable {
  /// No zones are all.
  case add(announcement: String, zones: [ZoneID], time: QueueTime, isHeld: Bool)
  case hold(String)
  /// Airs at its time, or at once where that has passed.
  case release(String)
  case cancel(String)
  case move(String, QueueTime)
  /// Once more, also where it has aired.
  case again(String, QueueTime)
}

public struct QueueError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable {
    case unknownItem(String)
    case unknownAnnouncement(String, known: [String])
    case unknownZone(String, known: [String])
    case notApproved(String)
    case zonesNotApproved(String, [String])
    case past
    /// It sounds, or is over.
    case begun(String)
    case noRoom
    /// So many wait already.
    case full(Int)
    case unwritten
  }

  public let code: Code

  public init(_ code: Code) {
    self.code = code
  }

  public var description: String {
    switch code {
    case .unknownItem(let id): "Không có lượt phát «\(id)» trong hàng đợi: «broadcaster queue list» liệt kê."
    case .unknownAnnouncement(let id, let known):
      "Không có bản tin «\(id)»\(EditDistance.nearest(to: id, in: known).map { " (ý bạn là «\($0)»?)" } ?? ""): "
        + "«broadcaster announcement list» liệt kê."
    case .unknownZone(let name, let known): EmergencyError(.unknownZone(name, known: known)).description
    case .notApproved(let id):
      "Bản tin «\(id)» chưa được duyệt: nhờ người duyệt «broadcaster announcement approve \(id)»."
    case .zonesNotApproved(let id, let zones):
      "Bản tin «\(id)» không được duyệt cho \(zones.joined(separator: ", ")): chọn cụm loa khác bằng --zone."
    case .past: "Giờ phát đã qua: hãy chọn giờ sau bây giờ, hoặc --now."
    case .begun(let id):
      "«\(id)» đang phát hoặc đã phát: dừng bằng «broadcaster stop», phát nữa bằng «queue repeat»."
    case .noRoom: "Trong 24 giờ tới không có chỗ trống đủ dài ngoài giờ yên lặng: hãy chọn --at hoặc --now."
    case .full(let most): "Hàng đợi đã có \(most) lượt: hủy bớt bằng «broadcaster queue cancel» rồi xếp thêm."
    case .unwritten: "Chưa ghi được vào cơ sở dữ liệu nên chưa đổi gì: hãy kiểm tra đĩa rồi làm lại."
    }
  }
}
