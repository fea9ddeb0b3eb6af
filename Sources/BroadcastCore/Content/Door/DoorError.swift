/// A foreign sound file that was not let in; nothing of it is kept.
public struct DoorError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable {
    case notSound
    /// A list of other files or addresses.
    case playlist
    case empty
    case tooLarge(bytes: Int)
    case tooLong(seconds: Int)
    case noAudio
    case damaged(String)
    case truncated(seconds: Double, of: Double)
    case tooExpensive(String)
    case silent
    case unavailable(String)
    /// ffmpeg is not installed.
    case noDecoder
  }

  public let code: Code
  /// As the user named it.
  public let source: String

  public init(_ code: Code, source: String) {
    self.code = code
    self.source = source
  }

  public var description: String { "«\(DoorError.printable(source))»: \(reason)" }

  private var reason: String {
    switch code {
    case .notSound:
      "không phải tệp âm thanh. Nhận: " + ForeignFormat.allCases.map(\.name).joined(separator: ", ") + "."
    case .playlist: "là danh sách phát trỏ tới tệp khác, không nhận. Hãy chọn chính tệp âm thanh."
    case .empty: "tệp trống. Hãy ghi âm lại hoặc chép lại tệp."
    case .tooLarge(let bytes): "tệp lớn hơn \(bytes >> 20) MB. Hãy cắt ngắn hoặc nén lại (MP3, M4A)."
    case .tooLong(let seconds): "dài hơn \(seconds / 60) phút. Hãy cắt thành nhiều đoạn."
    case .noAudio: "không có đường tiếng nào. Hãy chọn tệp có tiếng."
    case .damaged(let cause): "hỏng, không giải mã được (\(cause)). Hãy chép lại từ máy ghi."
    case .truncated(let seconds, let whole):
      "bị cắt cụt: chỉ còn \(DoorError.text(seconds)) trong \(DoorError.text(whole)) giây. Hãy chép lại tệp."
    case .tooExpensive(let what): "giải mã vượt giới hạn \(what), đã dừng. Tệp này không dùng được."
    case .silent: "không có tiếng (toàn im lặng). Hãy kiểm tra micrô rồi ghi lại."
    case .unavailable(let cause):
      "không đọc được (\(cause)). Hãy kiểm tra đường dẫn, quyền đọc và dung lượng đĩa."
    case .noDecoder: "máy chưa có ffmpeg: sudo apt install ffmpeg."
    }
  }

  /// A name may hold line ends and control characters; they must not reach a terminal.
  static func printable(_ name: String) -> String {
    PlainLine.harmless(name)
  }

  private static func text(_ seconds: Double) -> String {
    let tenths = Int((seconds * 10).rounded())
    return "\(tenths / 10),\(tenths % 10)"
  }
}
