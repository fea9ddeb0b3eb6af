extension SpeechScript {
  /// The script of a text as an official writes it, with an operator's marks.
  ///
  /// - Throws: marks that cannot be followed.
  public static func make(
    text: String, voice: SpeechVoice, normalizer: Normalizer,
    prosody: ProsodySettings = ProsodySettings()
  ) throws(MarkupError) -> SpeechScript {
    let marks = try MarkedText(text)
    let normalized = normalizer.normalize(marks.plain)
    return SpeechScript(
      voice: voice, clauses: ProsodyPlanner(settings: prosody).clauses(of: normalized, marks: marks))
  }
}
