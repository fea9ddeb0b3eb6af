/// Why a request was refused. Nothing of it sounds.
public enum MixError: Error, Hashable, Sendable {
  /// All voice slots are taken; wait for one to end, or open the output with a larger capacity.
  case tooManyVoices(capacity: Int)
  /// The audio thread has not read the commands already sent: the output is stalled.
  case commandsPending
  case voiceExists(VoiceID)
  case noSuchVoice(VoiceID)
  case noSuchChannel(Int, channelCount: Int)
  case wrongSampleRate(Int, expected: Int)
  /// No sound or no route, a channel named twice, a negative or not finite number: `what` says which.
  case invalidRequest(VoiceID, what: String)
  case invalidGain(Float)
  case outputClosed
}

extension MixError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooManyVoices(let capacity):
      "Cả \(capacity) chỗ phát cùng lúc đều đang dùng: hãy dừng bớt một bản, hoặc chờ một bản phát xong."
    case .commandsPending:
      "Đầu ra chưa nhận các lệnh trước vì thiết bị đang đứng: hãy kiểm tra thiết bị rồi thử lại."
    case .voiceExists(let id): "\(id) đang phát rồi: mỗi lần phát cần một số riêng."
    case .noSuchVoice(let id): "\(id) không đang phát: có thể nó đã kết thúc."
    case .noSuchChannel(let channel, let count):
      "Không có kênh \(channel): đầu ra có các kênh 0–\(count - 1), hãy sửa thiết lập khu vực."
    case .wrongSampleRate(let rate, let expected):
      "Âm thanh có \(rate) mẫu mỗi giây, đầu ra chạy ở \(expected): hãy đổi tần số lấy mẫu trước khi phát."
    case .invalidRequest(let id, let what): "\(id): \(what)."
    case .invalidGain(let gain): "Mức âm \(gain) không dùng được: phải là số từ 0 trở lên."
    case .outputClosed: "Đầu ra đã đóng: hãy mở lại trước khi phát."
    }
  }
}
