/// A piece of what is heard, in the order of hearing.
public enum SoundPart: Hashable, Sendable {
  /// From the library.
  case clip(ClipHash)
  /// To be spoken.
  case text(String)
}

/// Silence between the parts of a broadcast: chime, then words.
public enum PartGap {
  public static let seconds = 0.5
}

extension Announcement {
  /// What is heard on a local date.
  public func parts(on date: CivilDate) throws -> [SoundPart] {
    opening.map { .clip($0) } + (text.isEmpty ? [] : [.text(text)])
  }

  /// Whether the text is another one on another date.
  var isDated: Bool { false }

  /// Whether people speak in it, and no machine: a greeting recorded by the chairman.
  public var isRecorded: Bool { text.isEmpty && !opening.isEmpty }
}
