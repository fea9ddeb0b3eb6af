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
    /// An external program's arguments cannot be used.
    case badCommand
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
      "Không dùng được bộ đọc: với eSpeak NG hãy cài gói espeak-ng-data và libespeak-ng1; với chương trình ngoài hãy xem lại đường dẫn (\(cause))."
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
    case .badCommand:
      "Lệnh của bộ đọc ngoài viết sai (\(cause))."
    }
  }
}

extension SpeechError {
  init(_ failure: ChildProcess.Failure) {
    switch failure {
    case .timedOut(let seconds): self.init(.timedOut, cause: "\(seconds) s")
    case .notStarted(let cause): self.init(.unavailable, cause: cause)
    case .tooMuchOutput(let limit): self.init(.helperFailed, cause: "more than \(limit) bytes")
    case .failed(let status, let standardError):
      self.init(.helperFailed, cause: "\(status): \(standardError)")
    }
  }
}
