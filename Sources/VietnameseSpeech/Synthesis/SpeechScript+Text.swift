internal import Foundation

extension SpeechScript {
  /// The script of a text as an official writes it.
  ///
  /// To NFC first: eSpeak NG breaks words of decomposed letters.
  public static func make(text: String, voice: SpeechVoice) -> SpeechScript {
    SpeechScript(
      voice: voice, clauses: ClauseSplitter().clauses(of: text.precomposedStringWithCanonicalMapping))
  }
}
