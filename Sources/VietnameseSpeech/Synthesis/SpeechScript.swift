/// What a voice is to say: clauses in order, each followed by exact silence.
///
/// The silence is ours, because eSpeak NG adds none at a newline or before a lower-case letter.
public struct SpeechScript: Hashable, Sendable, Codable {
  /// One stretch of speech without an inner pause of ours.
  public struct Clause: Hashable, Sendable, Codable {
    /// Spoken form, NFC, not empty.
    public var text: String
    /// Silence after the clause, in milliseconds, 0…60,000.
    public var pauseMilliseconds: Int
    /// Of the voice's own speed, 50…200.
    public var speedPercent: Int

    public init(text: String, pauseMilliseconds: Int, speedPercent: Int = 100) {
      self.text = text
      self.pauseMilliseconds = pauseMilliseconds
      self.speedPercent = speedPercent
    }
  }

  public var voice: SpeechVoice
  public var clauses: [Clause]

  public init(voice: SpeechVoice, clauses: [Clause]) {
    self.voice = voice
    self.clauses = clauses
  }
}

/// A voice and how it speaks.
public struct SpeechVoice: Hashable, Sendable, Codable {
  /// eSpeak NG's name: `vi`, `vi-vn-x-central`, `vi-vn-x-south`.
  public var name: String
  /// eSpeak's speed, 80…450; 150 is about 205 syllables a minute.
  public var rate: Int
  /// 0…99; 50 is the voice's own.
  public var pitch: Int

  /// The northern, central and southern voice of eSpeak NG.
  public static let names = ["vi", "vi-vn-x-central", "vi-vn-x-south"]

  /// eSpeak peaks at full scale at 100; 80 leaves room for the resampler.
  public static let amplitude = 80

  public init(name: String = "vi", rate: Int = 150, pitch: Int = 50) {
    self.name = name
    self.rate = rate
    self.pitch = pitch
  }

  /// The speed of a clause, within what eSpeak takes.
  public func rate(of clause: SpeechScript.Clause) -> Int {
    min(450, max(80, rate * clause.speedPercent / 100))
  }
}

/// Mono speech as an engine made it.
public struct Speech: Hashable, Sendable {
  /// Frames a second; eSpeak NG makes 22,050.
  public var sampleRate: Int
  public var samples: [Int16]
  /// Where the clauses of the script lie, without the silence after each; empty where the engine does not tell.
  public var clauses: [Range<Int>]
  /// `identity` of the engine that spoke, where it is not the one asked.
  public var engine: String?

  public init(sampleRate: Int, samples: [Int16], clauses: [Range<Int>] = []) {
    self.sampleRate = sampleRate
    self.samples = samples
    self.clauses = clauses
  }
}

/// Makes speech of a script; the edge behind which engines and processes stand.
public protocol SpeechSynthesizer: Sendable {
  /// Names the engine and its version; part of the key under which finished sound is kept.
  func identity() async throws(SpeechError) -> String

  /// The same script gives the same samples, on every run.
  func speak(_ script: SpeechScript) async throws(SpeechError) -> Speech
}
