/// Who gives way to whom on a channel: a higher class ducks or pauses the lower ones there.
public enum VoiceClass: UInt8, Comparable, CaseIterable, Hashable, Sendable, Codable {
  case filler
  /// Thông thường.
  case routine
  /// Ưu tiên.
  case priority
  /// Khẩn cấp.
  case emergency

  public static func < (a: VoiceClass, b: VoiceClass) -> Bool { a.rawValue < b.rawValue }
}
