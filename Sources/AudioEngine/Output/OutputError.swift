/// Why an output could not be opened or written. Its words are the operator's; what the system said stands beside them.
public enum OutputError: Error, Hashable, Sendable {
  /// libasound refused; `operation` is the C call, `code` its negative errno.
  case alsa(device: String, operation: String, code: Int32, message: String)
  case unsupportedChannelCount(device: String, requested: Int, available: [Int])
  case unsupportedSampleRate(device: String, requested: Int, available: ClosedRange<Int>)
  case unsupportedFormat(device: String, requested: String, available: [String])
  /// A sound file could not be made or written; `message` is the system's.
  case file(path: String, operation: String, message: String)
  case invalidConfiguration(String)
  /// The audio thread could not be made; `code` is the errno.
  case thread(code: Int32, message: String)
}

extension OutputError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .alsa(let device, let operation, let code, let message):
      "Không mở được thiết bị âm thanh “\(device)”: \(Self.cure(of: code)) (\(operation): \(message), mã \(code))."
    case .unsupportedChannelCount(let device, let requested, let available):
      "Thiết bị âm thanh “\(device)” không phát được \(requested) kênh: hãy chọn một trong các số kênh của nó ("
        + available.map(String.init).joined(separator: ", ") + ")."
    case .unsupportedSampleRate(let device, let requested, let available):
      "Thiết bị âm thanh “\(device)” không chạy được ở \(requested) Hz: hãy chọn tần số từ \(available.lowerBound) đến "
        + "\(available.upperBound) Hz."
    case .unsupportedFormat(let device, let requested, let available):
      "Thiết bị âm thanh “\(device)” không nhận dạng mẫu \(requested): hãy chọn dạng mà nó có ("
        + available.joined(separator: ", ") + ")."
    case .file(let path, let operation, let message):
      "Không ghi được tệp âm thanh \(path): hãy kiểm tra thư mục, quyền ghi và chỗ trống trên đĩa (\(operation): \(message))."
    case .invalidConfiguration(let what): "Thiết lập đầu ra không dùng được: \(what)."
    case .thread(let code, let message):
      "Không tạo được luồng âm thanh: hãy khởi động lại dịch vụ; nếu vẫn lỗi, hãy tăng giới hạn số tiến trình "
        + "(\(message), mã \(code))."
    }
  }

  /// What an operator can do, by the errno.
  private static func cure(of code: Int32) -> String {
    switch -code {
    case 2, 6, 19: "không có thiết bị này, hãy cắm lại dây và xem tên bằng `broadcaster doctor`"
    case 16: "chương trình khác đang dùng nó, hãy tắt chương trình đó"
    case 1, 13: "không có quyền, hãy thêm người dùng của dịch vụ vào nhóm audio"
    case 22: "nó không nhận thiết lập này, hãy xem các thiết bị bằng `broadcaster doctor`"
    case 111: "máy chủ âm thanh (PulseAudio, PipeWire) không chạy, hãy khởi động nó"
    default: "hãy xem các thiết bị bằng `broadcaster doctor`"
    }
  }
}
