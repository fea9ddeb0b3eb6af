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
  /// What is heard on a local date: opening sounds, recordings, the spoken text, closing sounds.
  ///
  /// - Throws: `TemplateError` where the text cannot be made for the date.
  public func parts(on date: CivilDate) throws(TemplateError) -> [SoundPart] {
    let text = try text.text(on: date)
    let spoken: [SoundPart] = text.isEmpty ? [] : [.text(text)]
    return (opening + recordings).map { .clip($0) } + spoken + closing.map { .clip($0) }
  }

  /// Whether the text is another one on another date.
  var isDated: Bool {
    if case .dated(let text) = text { text.template.dependsOnDate } else { false }
  }

  /// Whether people speak in it, and no machine: a greeting recorded by the chairman.
  public var isRecorded: Bool { !recordings.isEmpty && text == .unspoken }
}
