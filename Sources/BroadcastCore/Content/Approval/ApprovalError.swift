/// Something that cannot be done with an announcement now.
public struct ApprovalError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable {
    case unknown(known: [String])
    case exists
    case fromSetup
    case wrongState(AnnouncementState, AnnouncementState.Action)
    /// Two-person rule.
    case ownWork(String)
    /// It was changed after the approver looked at it.
    case changed(seen: Int, now: Int)
    case bulletinChanged
    case reasonMissing
    /// A bulletin has items that nobody has approved.
    case itemsNotApproved([String])
    case unknownVersion(Int, known: Int)
    case nothingChanged
  }

  public let code: Code
  public let id: String

  public init(_ code: Code, _ id: String) {
    self.code = code
    self.id = id
  }

  public var description: String { "Bản tin «\(id)»: \(reason)" }

  private var reason: String {
    switch code {
    case .unknown(let known):
      "không có"
        + (EditDistance.nearest(to: id, in: known).map { " (ý bạn là «\($0)»?)" } ?? "")
        + "; «broadcaster announcement list» liệt kê."
    case .exists: "tên ngắn này đã dùng; hãy đặt tên khác, hoặc sửa bằng «announcement edit \(id)»."
    case .fromSetup: "nằm trong tệp cấu hình; hãy sửa tệp rồi chạy «broadcaster apply»."
    case .wrongState(let state, let action):
      "đang ở trạng thái «\(state.vietnamese)», không \(action.vietnamese) được."
        + (state == .draft && action == .approve
          ? " Người soạn cần trình trước: «announcement submit \(id)»." : "")
        + (state == .retired ? " Hãy soạn bản tin mới." : "")
    case .ownWork(let name):
      "do chính «\(name)» soạn; người khác phải duyệt (quy tắc hai người, xem approval: trong station.yaml)."
    case .changed(let seen, let now):
      "đã sửa sang phiên bản \(now) sau khi bạn xem phiên bản \(seen): hãy xem lại rồi duyệt."
    case .bulletinChanged: "đã đổi sau khi bạn xem: hãy xem lại bằng «bulletin show \(id)» rồi duyệt."
    case .itemsNotApproved(let items):
      "còn bản tin chưa duyệt: \(items.joined(separator: ", ")); hãy duyệt từng bản tin trước."
    case .reasonMissing: "trả lại cần nêu lý do: --reason \"…\"."
    case .unknownVersion(let version, let known): "không có phiên bản \(version); có từ 1 đến \(known)."
    case .nothingChanged: "không có gì thay đổi."
    }
  }
}
