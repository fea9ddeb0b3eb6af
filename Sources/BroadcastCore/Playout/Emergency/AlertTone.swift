internal import AudioEngine
internal import Foundation

/// The sound before an emergency message: two tones in turn, half a second each.
///
/// Not the Attention Signal of the American EAS, whose two frequencies sound at once and may open receivers.
enum AlertTone {
  /// It sounds at least so long before the first word, in seconds.
  static let least = 4.0
  /// It is given up after so long, in seconds, where the message cannot be spoken.
  static let most = 10.0

  /// One turn of a second, whole waves at its ends, so that it can be repeated without a click. Peak −8 dBFS.
  static func turn(sampleRate: Int) -> Clip {
    Clip(sampleRate: sampleRate, channelCount: 1, frameCount: FrameCount(sampleRate)) { _, output in
      for index in 0..<sampleRate {
        let frequency = index < sampleRate / 2 ? 700.0 : 1000.0
        let waves = frequency * Double(index) / Double(sampleRate)
        output[index] = 0.4 * Float(sin(2 * .pi * waves.truncatingRemainder(dividingBy: 1)))
      }
    }
  }
}
