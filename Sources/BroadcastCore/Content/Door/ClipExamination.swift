public import AudioEngine
internal import Foundation

/// What a recording is like before it is mastered: what an operator has to know to record it better.
public struct ClipExamination: Hashable, Sendable {
  /// Seconds of silence before the first and after the last sound.
  public var leadingSilence: Double
  public var trailingSilence: Double
  /// Highest sample in dBFS.
  public var peak: Double
  /// Places where three or more samples in a row stand at the highest level: the recorder was overdriven.
  public var clippedPlaces: Int
  /// Level of the quietest tenth of the sound in dBFS (RMS of 50 ms); −120 for digital silence.
  public var noiseFloor: Double

  /// A block of 50 ms this far below the loudest one is silence, in decibels…
  static let silenceBelowLoudest = 30.0
  /// …but not above the first nor below the second of these levels, in dBFS.
  static let silenceLevels = -70.0 ... -40.0
  private static let block = 2_400

  /// - Parameter clip: mono, 48 kHz.
  public init(of clip: Clip) {
    let samples = clip.samples(ofChannel: 0)
    let levels = ClipExamination.levels(samples)
    let loudest = levels.max() ?? -120
    let levelsOfSilence = ClipExamination.silenceLevels
    let threshold = min(
      levelsOfSilence.upperBound,
      max(levelsOfSilence.lowerBound, loudest - ClipExamination.silenceBelowLoudest))
    let first = levels.firstIndex { $0 > threshold }
    let last = levels.lastIndex { $0 > threshold }
    let seconds = Double(ClipExamination.block) / 48_000
    leadingSilence = first.map { Double($0) * seconds } ?? clip.duration
    trailingSilence = last.map { max(0, clip.duration - Double($0 + 1) * seconds) } ?? clip.duration
    let highest = samples.reduce(Float(0)) { max($0, abs($1)) }
    peak = highest > 0 ? 20 * log10(Double(highest)) : -120
    clippedPlaces = ClipExamination.clippedPlaces(samples, highest: highest)
    let sounding = levels[(first ?? 0)..<((last ?? -1) + 1)].sorted()
    noiseFloor = sounding.isEmpty ? -120 : sounding[sounding.count / 10]
  }

  /// Whether nothing can be heard.
  public func isSilent(duration: Double) -> Bool { leadingSilence >= duration }

  /// Mean power of each block in dBFS.
  private static func levels(_ samples: [Float]) -> [Double] {
    stride(from: 0, to: samples.count, by: block).map { start in
      let end = min(samples.count, start + block)
      var sum = 0.0
      for i in start..<end { sum += Double(samples[i]) * Double(samples[i]) }
      let power = sum / Double(end - start)
      return power > 1e-12 ? 10 * log10(power) : -120
    }
  }

  private static func clippedPlaces(_ samples: [Float], highest: Float) -> Int {
    // Only near full scale: a quiet square wave is no fault.
    guard highest > 0.98 else { return 0 }
    let level = highest * 0.9995
    var places = 0
    var run = 0
    for sample in samples {
      if abs(sample) >= level {
        run += 1
        if run == 3 { places += 1 }
      } else {
        run = 0
      }
    }
    return places
  }
}

extension Clip {
  /// Without the silence at its ends, but for a breath of `margin` seconds, faded over 5 ms.
  public func trimmed(_ examination: ClipExamination, margin: Double = 0.15) -> Clip {
    let start = max(0, Int((examination.leadingSilence - margin) * Double(sampleRate)))
    let end = min(
      Int(frameCount), Int((duration - examination.trailingSilence + margin) * Double(sampleRate)))
    return cut(from: start, to: max(start, end))
  }

  /// Frames `from..<to`, faded over 5 ms at both ends so that a cut in mid-sound does not click.
  public func cut(from start: Int, to end: Int) -> Clip {
    let fade = min(sampleRate / 200, (end - start) / 2)
    return Clip(sampleRate: sampleRate, channelCount: channelCount, frameCount: FrameCount(end - start)) {
      channel, output in
      let input = self.channel(channel)
      for i in 0..<output.count {
        let edge = min(i, output.count - 1 - i)
        let gain = edge < fade ? Float(edge) / Float(fade) : 1
        output[i] = input[start + i] * gain
      }
    }
  }
}
