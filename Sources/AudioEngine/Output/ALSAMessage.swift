import CAlsa

/// libasound's own words for an error code.
enum ALSAMessage {
  static func text(_ code: Int32) -> String { String(cString: snd_strerror(code)) }
}
