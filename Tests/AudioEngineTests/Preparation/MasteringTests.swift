import Foundation
import Testing

@testable import AudioEngine

@Suite struct MasteringTests {
  /// Noise in bursts, with a click of full scale every half second: much peak for its loudness. The same on every run.
  private func clicking(seconds: Double = 4, clickLevel: Float = 1, channels: Int = 1) -> Clip {
    var state: UInt64 = 42
    let samples = (0..<Int(seconds * 48_000)).map { frame -> Float in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let noise = Float(Int32(truncatingIfNeeded: state >> 32)) / Float(Int32.max)
      let click: Float = frame % 24_000 < 3 ? clickLevel : 0
      return min(1, noise * (frame % 9_600 < 7_200 ? 0.1 : 0.01) + click)
    }
    return Clip(sampleRate: 48_000, channels: Array(repeating: samples, count: channels))
  }

  @Test("Our true peak is libebur128's", arguments: [0.02, 0.3, 1.0])
  func truePeakAgrees(level: Float) throws {
    let clip = clicking(clickLevel: level)
    let expected = try clip.loudness().truePeak
    #expect(abs(20 * log10(Double(clip.truePeak())) - expected) < 0.001)
  }

  @Test(
    "Our loudness is libebur128's",
    arguments: [(48_000, 1, 4.0), (48_000, 2, 7.3), (44_100, 1, 61.7), (22_050, 1, 9.01), (48_000, 1, 0.8)])
  func loudnessAgrees(rate: Int, channels: Int, seconds: Double) throws {
    let source = clicking(seconds: seconds, channels: channels)
    // A part at the start and one at the end that the gate leaves out.
    let clip = Clip(
      sampleRate: rate,
      channels: (0..<channels).map { channel in
        source.samples(ofChannel: channel).enumerated().map { index, sample in
          index < rate / 3 ? 0 : channel == 1 ? sample * 0.5 : sample
        }
      })
    let ours = LoudnessScan.integrated(
      (0..<channels).map { clip.channel($0) }, sampleRate: rate)
    #expect(try abs(ours - clip.integratedLoudness()) < 0.02)
    withExtendedLifetime(clip) {}
  }

  @Test("Peaks in the way of the loudness are limited", arguments: [1, 2])
  func peaksAreLimited(channels: Int) throws {
    let clip = clicking(channels: channels)
    let before = try clip.loudness()
    #expect(-16 - before.integrated + before.truePeak > 2)
    let (mastered, told) = try clip.mastered(target: -16, ceiling: -1)
    let after = try mastered.loudness()
    #expect(abs(after.integrated + 16) < 0.2)
    #expect(after.truePeak <= -1)
    #expect(abs(told.integrated - after.integrated) < 0.05 && abs(told.truePeak - after.truePeak) < 0.05)
  }

  @Test func whatNeedsNoLimiterIsOnlyScaled() throws {
    let clip = clicking(clickLevel: 0)
    let (mastered, _) = try clip.mastered(target: -30, ceiling: -1)
    let ratios = zip(mastered.samples(ofChannel: 0), clip.samples(ofChannel: 0)).filter { abs($1) > 0.05 }
      .map { $0 / $1 }
    #expect(try #require(ratios.max()) - (try #require(ratios.min())) < 0.0001)
  }

  // A single click has no loudness to bring up.
  @Test func whatIsTooShortToHaveALoudnessIsNotRaised() throws {
    let clip = Clip(sampleRate: 48_000, channels: [[0, 0.1, 0.2, 0]])
    #expect(try clip.mastered(target: -16, ceiling: -1).clip.samples(ofChannel: 0) == [0, 0.1, 0.2, 0])
    let silence = Clip(sampleRate: 48_000, channels: [[Float](repeating: 0, count: 48_000)])
    #expect(try silence.mastered(target: -16, ceiling: -1).loudness.integrated == -.infinity)
    let empty = Clip(sampleRate: 48_000, channels: [[]])
    #expect(try empty.mastered(target: -16, ceiling: -1).clip.frameCount == 0)
  }

  @Test func anUnreachableTargetIsSaid() throws {
    let (clip, told) = try clicking().mastered(target: 3, ceiling: -1)
    #expect(try clip.loudness().truePeak <= -1)
    #expect(abs(told.integrated - (try clip.loudness().integrated)) < 0.1)
    #expect(told.integrated < 3)
  }
}
