/// Speaks with one engine, and with another where that fails; the failure is told, never swallowed.
public struct FallbackSynthesizer: SpeechSynthesizer {
  private let first: any SpeechSynthesizer
  private let second: any SpeechSynthesizer
  private let report: @Sendable (SpeechError) -> Void

  /// - Parameter report: gets the failure of the first engine each time the second one speaks in its place.
  public init(
    _ first: any SpeechSynthesizer, else second: any SpeechSynthesizer,
    report: @escaping @Sendable (SpeechError) -> Void
  ) {
    self.first = first
    self.second = second
    self.report = report
  }

  public func identity() async throws(SpeechError) -> String { try await first.identity() }

  public func speak(_ script: SpeechScript) async throws(SpeechError) -> Speech {
    do {
      return try await first.speak(script)
    } catch {
      // A script that is wrong is wrong for every engine.
      if error.code == .badScript { throw error }
      report(error)
      var speech = try await second.speak(script)
      speech.engine = try await second.identity()
      return speech
    }
  }
}
