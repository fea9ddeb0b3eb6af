/// What someone wants aired at once (phát khẩn cấp).
public struct EmergencyOrder: Hashable, Sendable, Codable {
  public var title: String
  /// As written, with the reader's marks.
  public var text: String
  /// `Announcement.id` of one of class emergency that was approved in advance; its text goes before `text`.
  public var announcement: String?
  /// Empty is everywhere.
  public var zones: [ZoneID]
  /// How often the message is read, 1…100; `nil` until `stop`.
  public var repeats: Int?
  /// Ends other emergencies in these zones; without it they are in the way.
  public var replaces: Bool

  public init(
    title: String = "Thông báo khẩn cấp", text: String, announcement: String? = nil,
    zones: [ZoneID] = [], repeats: Int? = 3,
    replaces: Bool = false
  ) {
    self.title = title
    self.text = text
    self.announcement = announcement
    self.zones = zones
    self.repeats = repeats
    self.replaces = replaces
  }
}

/// Why an emergency could not begin.
public struct EmergencyError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable {
    case nothingToSay
    case badRepeats(Int)
    case unknownZone(String, known: [String])
    /// Another emergency has some of the zones.
    case onAir([String])
    case noOutput
    case unknownAnnouncement(String, known: [String])
    /// Not approved, or not of class emergency.
    case notReady(String)
    case zonesNotApproved(String, [String])
    case unknownReview(Int64)
    case ownEmergency
    case noteMissing
  }

  public let code: Code

  public init(_ code: Code) {
    self.code = code
  }

  public var description: String {
    switch code {
    case .nothingToSay:
      "Tin khẩn cấp không có chữ nào để đọc: hãy ghi nội dung hoặc chọn mẫu bằng --template."
    case .badRepeats(let count):
      "Không phát lặp \(count) lần được: hãy chọn từ 1 đến 100, hoặc «--until-stopped»."
    case .unknownZone(let name, let known):
      "Không có cụm loa «\(name)»\(EditDistance.nearest(to: name, in: known).map { " (ý bạn là «\($0)»?)" } ?? ""); "
        + "hiện có: \(known.joined(separator: ", "))."
    case .onAir(let others):
      "Đang phát tin khẩn cấp khác ở cụm loa này (\(others.joined(separator: ", "))): thêm «--replace» để thay bằng tin mới, "
        + "hoặc «broadcaster stop» trước."
    case .unknownAnnouncement(let id, let known):
      "Không có bản tin «\(id)»\(EditDistance.nearest(to: id, in: known).map { " (ý bạn là «\($0)»?)" } ?? "")."
    case .notReady(let id):
      "«\(id)» chưa được duyệt, hoặc không thuộc loại khẩn cấp: dùng --template hoặc ghi nội dung; sẽ phải hậu kiểm."
    case .zonesNotApproved(let id, let zones):
      "«\(id)» không được duyệt cho \(zones.joined(separator: ", ")): chọn cụm loa khác bằng --zone."
    case .unknownReview(let id):
      "Không có tin khẩn cấp nào chờ hậu kiểm mang số \(id): «broadcaster alarm list»."
    case .ownEmergency: "Người phát không tự hậu kiểm: người duyệt khác phải xem lại."
    case .noteMissing: "Hậu kiểm cần lời nhận xét: --note \"…\"."
    case .noOutput:
      "Không đầu ra âm thanh nào nhận tin khẩn cấp: hãy chạy «broadcaster doctor» và báo bằng cách khác NGAY."
    }
  }
}

/// Messages that need no field, spoken when the station starts, so that nothing has to be made in need.
public enum EmergencyTemplate {
  public struct Template: Hashable, Sendable {
    public var id: String
    public var title: String
    /// `{{commune}}` is the station's.
    public var text: String
  }

  public static let all = [
    Template(
      id: "bao", title: "Bão",
      text: """
        {chậm: KHẨN CẤP. CẢNH BÁO BÃO.} Bão đang đến {{commune}}. Bà con ở yên trong nhà chắc chắn, tránh xa cửa kính, \
        cây to và đường dây điện. Người ở nhà yếu, vùng trũng, ven sông đến ngay nơi trú an toàn. Nghe theo hướng dẫn của \
        cán bộ thôn. Cần cứu giúp, gọi {nhắc lại: 112}.
        """),
    Template(
      id: "lu", title: "Lũ, ngập lụt",
      text: """
        {chậm: KHẨN CẤP. CẢNH BÁO LŨ.} Nước đang lên nhanh tại {{commune}}. Bà con vùng trũng, ven sông, ngoài đê di chuyển \
        ngay lên chỗ cao. Không đi qua chỗ nước chảy xiết. Ngắt cầu dao điện trước khi nước vào nhà. Cần cứu giúp, gọi \
        {nhắc lại: 112}.
        """),
    Template(
      id: "chay", title: "Cháy",
      text: """
        {chậm: KHẨN CẤP. BÁO CHÁY.} Đang có cháy tại {{commune}}. Người ở gần rời đi ngay, cúi thấp, bịt khăn ướt, không \
        quay lại lấy đồ. Nhường đường cho xe chữa cháy. Gọi {nhắc lại: 114}.
        """),
    Template(
      id: "dich", title: "Dịch bệnh",
      text: """
        {chậm: KHẨN CẤP. PHÒNG, CHỐNG DỊCH.} Có ca bệnh nguy hiểm tại {{commune}}. Bà con tạm dừng tụ tập đông người. Người \
        sốt, ho, khó thở ở nhà và gọi ngay Trạm Y tế hoặc {nhắc lại: 115}. Chờ hướng dẫn của cán bộ y tế.
        """),
  ]

  public static func text(_ id: String, of station: Station) -> (title: String, text: String)? {
    all.first { $0.id == id }.map {
      (
        $0.title,
        $0.text.split(separator: "{{commune}}", omittingEmptySubsequences: false).joined(
          separator: station.commune)
      )
    }
  }
}
