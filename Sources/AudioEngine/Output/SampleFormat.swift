/// How samples are laid out for a device; little-endian, interleaved.
public enum SampleFormat: String, Hashable, Sendable, CaseIterable {
  case float32
  case int32
  /// 24 bits in the low three bytes of four.
  case int24
  /// 24 bits in three bytes.
  case int24Packed
  case int16

  public var bytesPerSample: Int {
    switch self {
    case .float32, .int32, .int24: 4
    case .int24Packed: 3
    case .int16: 2
    }
  }
}
