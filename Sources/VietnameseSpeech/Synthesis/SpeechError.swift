/// Speech that could not be made.
public struct SpeechError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable, CaseIterable {
    /// The engine or its data is not installed.
    case unavailable
    /// No such voice.
    case voiceMissing
    /// The script is empty or out of range.
    case badScript
    /// The helper process ended with an error, or said something else than speech.
    case helperFailed
    /// The helper did not finish in time and was killed.
    case timedOut
    /// The engine made no sound for a text.
    case silent
  }

  public let code: Code
  /// The technical cause, in English.
  public let cause: String

  public init(_ code: Code, cause: String) {
    self.code = code
    self.cause = cause
  }

  public var description: String {
    switch code {
    case .unavailable:
      "Không dùng được bộ đọc eSpeak NG: hãy cài gói espeak-ng-data và libespeak-ng1 (\(cause))."
    case .voiceMissing:
      "Không có giọng đọc này: hãy chọn vi, vi-vn-x-central hoặc vi-vn-x-south (\(cause))."
    case .badScript:
      "Không có gì để đọc hoặc thông số đọc sai: hãy xem lại văn bản, tốc độ và cao độ (\(cause))."
    case .helperFailed:
      "Tiến trình đọc bị lỗi, chưa có âm thanh nào được tạo: hãy thử lại, nếu vẫn lỗi hãy chạy «broadcaster doctor» (\(cause))."
    case .timedOut:
      "Tiến trình đọc quá thời gian và đã bị dừng: hãy rút ngắn văn bản hoặc thử lại (\(cause))."
    case .silent:
      "Bộ đọc không phát ra tiếng nào cho văn bản này: hãy xem lại chữ và dấu (\(cause))."
    }
  }
}
