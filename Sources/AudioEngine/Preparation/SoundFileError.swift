/// A sound file that could not be read or written.
public struct SoundFileError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable {
    /// The file is missing, or may not be read or written.
    case unavailable
    /// The file is not a sound file that libsndfile reads, or is damaged.
    case badData
    /// A file of our own is no longer what it was when it was written.
    case damaged
  }

  public let code: Code
  public let path: String
  /// What libsndfile said, in English.
  public let cause: String

  public init(code: Code, path: String, cause: String) {
    self.code = code
    self.path = path
    self.cause = cause
  }

  public var description: String {
    switch code {
    case .unavailable:
      "Không mở được tệp âm thanh \(path): hãy kiểm tra đường dẫn và quyền đọc, ghi (\(cause))."
    case .badData:
      "Tệp \(path) không phải âm thanh đọc được hoặc bị hỏng: hãy dùng WAV hoặc FLAC, hay đổi bằng ffmpeg (\(cause))."
    case .damaged:
      "Tệp âm thanh \(path) trong kho đã bị hỏng: bản tin đọc bằng máy sẽ được tạo lại, nhạc hiệu và bản ghi thì hãy nạp lại (\(cause))."
    }
  }
}
