/// A recording in the library (bản ghi), with what was measured when it came in.
public struct StoredClip: Hashable, Sendable, Codable, Identifiable {
  /// Short name: `bg-1`.
  public var id: String
  public var hash: ClipHash
  public var title: String
  /// BCP 47: `vi`, `tay`, `hmn`; clips in other languages pass as they are.
  public var language: String
  /// After trimming, at 48 kHz.
  public var frames: Int64
  /// Hundredths of LUFS, dBTP and dBFS, as the log's integers.
  public var loudness: Int
  public var truePeak: Int
  /// Of the file as it came.
  public var sourceHash: String
  public var sourceFormat: String
  public var clippedPlaces: Int
  /// Hundredths of dBFS.
  public var noiseFloor: Int
  /// Of the account.
  public var addedBy: String
  public var addedAt: WallTime
  /// No longer offered; kept while anything or the log refers to it.
  public var isRetired: Bool

  public var seconds: Double { Double(frames) / 48_000 }

  /// What an operator should know before it is used; empty where all is well.
  public var warnings: [String] {
    var warnings: [String] = []
    if clippedPlaces > 0 {
      warnings.append("vỡ tiếng ở \(clippedPlaces) chỗ: hãy ghi lại, để máy ghi xa hơn hoặc giảm mức ghi")
    }
    // Music has no pauses in which noise could be heard.
    if (-4_500 ... -2_500).contains(noiseFloor) {
      warnings.append("tiếng ồn nền lớn (\(noiseFloor / 100) dB): hãy ghi ở phòng yên tĩnh, gần micrô hơn")
    }
    return warnings
  }
}

/// What a clip command was given is not there or cannot be done.
public struct ClipError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable {
    case unknown(String, known: [String])
    case badLanguage(String)
    case badTitle
    case outside(seconds: Double)
    case tooShort
    case silent
    case retired(String)
    case inUse(String, by: [String])
  }

  public let code: Code

  public init(_ code: Code) {
    self.code = code
  }

  public var description: String {
    switch code {
    case .unknown(let id, let known):
      "Không có bản ghi «\(id)»; hiện có: "
        + (known.isEmpty ? "chưa có bản ghi nào" : known.joined(separator: ", ")) + "."
    case .badLanguage(let tag):
      "«\(tag)» không phải mã ngôn ngữ: ví dụ vi (tiếng Việt), tay (Tày), hmn (Mông), km (Khmer)."
    case .badTitle: "Bản ghi cần một tên gọi, một dòng, tối đa 200 ký tự: hãy sửa --title."
    case .outside(let seconds):
      "Đoạn cắt nằm ngoài bản ghi, chỉ dài \(Int(seconds)) giây: hãy sửa --from, --to."
    case .silent: "Đoạn cắt không có tiếng: hãy sửa --from, --to."
    case .retired(let id): "Bản ghi «\(id)» đã ngừng dùng: hãy thêm lại bằng «clip add», hoặc chọn bản khác."
    case .tooShort: "Đoạn cắt ngắn hơn 0,1 giây hoặc ngược đầu đuôi: hãy sửa --from, --to."
    case .inUse(let id, let users):
      "Bản ghi «\(id)» đang dùng trong: \(users.joined(separator: ", ")). Hãy gỡ ở đó trước."
    }
  }
}
