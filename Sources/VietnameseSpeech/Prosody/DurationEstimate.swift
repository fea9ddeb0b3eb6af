/// How long a script will take with eSpeak NG, without speaking it.
///
/// A least-squares fit to the 3,109 clauses of the five source plans (eSpeak NG 1.51, trimmed clauses), 1 % off on each of
/// them. For another engine it is a guess.
public enum DurationEstimate {
  /// At rate 150, voice `vi`: seconds a clause and seconds a syllable.
  private static let clause = 0.060
  private static let syllable = 0.2565

  /// Time against rate 150, between which is linear.
  private static let rates: [(rate: Int, factor: Double)] = [
    (80, 1.731), (100, 1.472), (117, 1.266), (132, 1.127), (150, 1), (175, 0.861), (200, 0.760), (250, 0.617),
    (300, 0.512), (350, 0.430), (400, 0.363), (450, 0.367),
  ]

  /// Seconds, with the silence between clauses.
  public static func seconds(of script: SpeechScript) -> Double {
    script.clauses.reduce(0) {
      $0 + seconds(of: $1, voice: script.voice) + Double($1.pauseMilliseconds) / 1000
    }
  }

  /// Seconds of one clause without the silence after it.
  public static func seconds(of clause: SpeechScript.Clause, voice: SpeechVoice) -> Double {
    let syllables = clause.text.split(separator: " ").count
    return (Self.clause + syllable * Double(syllables)) * factor(voice.rate(of: clause)) * factor(voice.name)
  }

  private static func factor(_ rate: Int) -> Double {
    guard let next = rates.firstIndex(where: { $0.rate >= rate }) else {
      return rates[rates.count - 1].factor
    }
    guard next > 0 else { return rates[0].factor }
    let (a, b) = (rates[next - 1], rates[next])
    let share = Double(rate - a.rate) / Double(b.rate - a.rate)
    return a.factor + share * (b.factor - a.factor)
  }

  private static func factor(_ voice: String) -> Double {
    switch voice {
    case "vi-vn-x-central": 1.035
    case "vi-vn-x-south": 1.049
    default: 1
    }
  }
}
