/// Someone is not who they say, or may not do what they ask.
public struct AccountError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable {
    /// Wrong name or wrong password; which of the two is not told.
    case notRecognised
    /// Too many wrong passwords; whole seconds until the next try.
    case throttled(seconds: Int)
    case disabled(String)
    case refused(String, Permission)
    case mustChangePassword(String)
    case passwordTooShort(minimum: Int)
    case passwordTooLong(maximum: Int)
    case passwordTooCommon
    case passwordSame
    /// A Unix user is one account.
    case unixUserTaken(UInt32, by: String)
    case badTitle
    case nameTaken(String)
    case badName(String)
    case unknown(String, known: [String])
    case noRole
    /// Nobody would be left to administer.
    case lastAdministrator(String)
    case firstMustAdminister
    /// No account fits and no password was given.
    case nobody
  }

  public let code: Code

  public init(_ code: Code) {
    self.code = code
  }

  public var description: String {
    switch code {
    case .notRecognised:
      "Sai tên hoặc mật khẩu. Hãy nhập lại; quên thì nhờ người quản trị chạy «broadcaster user passwd TÊN»."
    case .throttled(let seconds):
      "Nhập sai nhiều lần: hãy chờ \(seconds) giây rồi thử lại. Phát khẩn cấp bằng tài khoản máy không bị khóa."
    case .disabled(let name):
      "Tài khoản «\(name)» đã bị khóa. Hãy nhờ người quản trị mở lại."
    case .refused(let name, let permission):
      "Tài khoản «\(name)» không có quyền \(permission.vietnamese); cần vai trò "
        + Role.allCases.filter { $0.permissions.contains(permission) }
        .map(\.vietnamese).joined(separator: " hoặc ") + "."
    case .mustChangePassword(let name):
      "Mật khẩu của «\(name)» do người khác đặt, chỉ dùng một lần: hãy chạy «broadcaster user passwd \(name)» để tự đặt."
    case .passwordTooShort(let minimum):
      "Mật khẩu ngắn quá: cần ít nhất \(minimum) ký tự; một câu dễ nhớ là tốt nhất."
    case .passwordSame: "Mật khẩu mới trùng mật khẩu cũ: hãy chọn câu khác."
    case .passwordTooLong(let maximum): "Mật khẩu dài quá \(maximum) byte: hãy chọn câu ngắn hơn."
    case .unixUserTaken(let user, let name):
      "Người dùng số \(user) của máy đã là tài khoản «\(name)»: hãy bỏ ở đó trước («user role \(name) --no-unix-user»)."
    case .badTitle:
      "Chức danh trống, quá 200 ký tự, hoặc có xuống dòng: hãy ghi một dòng, ví dụ «Phó Chủ tịch UBND xã»."
    case .passwordTooCommon:
      "Mật khẩu này dễ đoán quá (trùng tên tài khoản hoặc quá phổ biến): hãy chọn câu khác."
    case .nameTaken(let name):
      "Đã có tài khoản «\(name)». Hãy chọn tên khác."
    case .badName(let name):
      "«\(name)» không dùng làm tên tài khoản được: chỉ chữ thường không dấu, chữ số và gạch nối, 1–32 ký tự."
    case .unknown(let name, let known):
      "Không có tài khoản «\(name)»"
        + (EditDistance.nearest(to: name, in: known).map { " (ý bạn là «\($0)»?)" } ?? "") + "; hiện có: "
        + (known.isEmpty ? "chưa có tài khoản nào" : known.joined(separator: ", ")) + "."
    case .noRole:
      "Tài khoản cần ít nhất một vai trò: " + Role.allCases.map(\.rawValue).joined(separator: ", ") + "."
    case .lastAdministrator(let name):
      "«\(name)» là người quản trị cuối cùng: hãy giao vai trò quan-tri cho tài khoản khác trước."
    case .firstMustAdminister:
      "Tài khoản đầu tiên phải có vai trò quan-tri: hãy thêm «--role quan-tri»."
    case .nobody:
      "Cần đăng nhập: thêm «--as TÊN» và nhập mật khẩu, hoặc nhờ người quản trị gắn tài khoản với người dùng của máy («broadcaster user role TÊN --unix-user …»)."
    }
  }
}
