/// A kind of sound file that may come through the door, known by its first bytes; names are not looked at.
public enum ForeignFormat: String, Hashable, Sendable, CaseIterable {
  case wav, flac, ogg, mp4, mp3, aac, amr, matroska, aiff, caf, asf

  /// How many bytes `init(sniffing:)` wants to see.
  public static let sniffLength = 64

  /// `nil` where it is none of them; a play-list or a script never is.
  public init?(sniffing bytes: [UInt8]) {
    func has(_ text: String, at offset: Int = 0) -> Bool {
      bytes.count >= offset + text.utf8.count
        && bytes[offset..<offset + text.utf8.count].elementsEqual(text.utf8)
    }
    func starts(_ prefix: [UInt8]) -> Bool { bytes.starts(with: prefix) }
    if has("RIFF") || has("RF64"), has("WAVE", at: 8) {
      self = .wav
    } else if has("fLaC") {
      self = .flac
    } else if has("OggS") {
      self = .ogg
    } else if has("ftyp", at: 4) {
      self = .mp4
    } else if has("#!AMR") {
      self = .amr
    } else if starts([0x1A, 0x45, 0xDF, 0xA3]) {
      self = .matroska
    } else if has("FORM"), has("AIFF", at: 8) || has("AIFC", at: 8) {
      self = .aiff
    } else if has("caff") {
      self = .caf
    } else if starts([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]) {
      self = .asf
    } else if has("ID3") {
      self = .mp3
    } else if bytes.count > 2, bytes[0] == 0xFF, bytes[1] & 0xF6 == 0xF0 {
      // MPEG sync with layer 0: ADTS.
      self = .aac
    } else if bytes.count > 2, bytes[0] == 0xFF, bytes[1] & 0xE0 == 0xE0, bytes[1] & 0x06 != 0,
      bytes[2] & 0xF0 != 0xF0, bytes[2] & 0x0C != 0x0C
    {
      self = .mp3
    } else {
      return nil
    }
  }

  /// ffmpeg's name; given to it, so that it never guesses another.
  var demuxer: String {
    switch self {
    case .mp4: "mov"
    default: rawValue
    }
  }

  /// Whether the header says how long the sound is, so that a truncated file shows.
  var knowsItsLength: Bool {
    switch self {
    case .wav, .flac, .mp4, .aiff, .caf, .matroska, .asf: true
    case .ogg, .mp3, .aac, .amr: false
    }
  }

  /// For people.
  public var name: String {
    switch self {
    case .wav: "WAV"
    case .flac: "FLAC"
    case .ogg: "Ogg"
    case .mp4: "MP4/M4A"
    case .mp3: "MP3"
    case .aac: "AAC"
    case .amr: "AMR"
    case .matroska: "WebM/MKV"
    case .aiff: "AIFF"
    case .caf: "CAF"
    case .asf: "WMA"
    }
  }
}
