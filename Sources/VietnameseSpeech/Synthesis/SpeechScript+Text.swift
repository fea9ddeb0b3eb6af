extension SpeechScript {
  /// The script of a text as an official writes it.
  public static func make(text: String, voice: SpeechVoice, normalizer: Normalizer) -> SpeechScript {
    make(normalizer.normalize(text).spoken, voice: voice)
  }

  /// The script of a text that is already in spoken form.
  public static func make(_ spoken: SpokenText, voice: SpeechVoice) -> SpeechScript {
    SpeechScript(voice: voice, clauses: ClauseSplitter().clauses(of: spoken.text))
  }
}
