import Foundation

/// Test signals as frame sources, one channel.
public final class ToneSource: FrameSource {
  public let sampleRate: Int
  public let channelCount = 1
  public let frameCount: FrameCount
  private let waveform: Waveform
  private var position: FrameCount = 0
  private var random: UInt64 = 1
  private var pink: [Float] = Array(repeating: 0, count: 7)

  public enum Waveform: Hashable, Sendable {
    /// Hz and linear amplitude.
    case sine(frequency: Double, amplitude: Float)
    /// A sine whose frequency rises exponentially over the whole length.
    case sweep(from: Double, to: Double, amplitude: Float)
    /// −3 dB an octave (P. Kellet's filter); about this linear RMS.
    case pinkNoise(rms: Float)
  }

  public init(_ waveform: Waveform, sampleRate: Int, frameCount: FrameCount) {
    self.waveform = waveform
    self.sampleRate = sampleRate
    self.frameCount = frameCount
  }

  public func seek(to frame: FrameCount) { position = frame }

  public func read(into channels: UnsafePointer<UnsafeMutablePointer<Float>>, frames: Int) -> Int {
    let count = Int(min(FrameCount(frames), frameCount - position))
    let out = channels[0]
    for index in 0..<count { out[index] = sample(at: position + FrameCount(index)) }
    position += FrameCount(count)
    return count
  }

  private func sample(at frame: FrameCount) -> Float {
    let time = Double(frame) / Double(sampleRate)
    switch waveform {
    case .sine(let frequency, let amplitude):
      return amplitude * Float(sin(2 * .pi * (frequency * time).truncatingRemainder(dividingBy: 1)))
    case .sweep(let low, let high, let amplitude):
      let length = Double(frameCount) / Double(sampleRate)
      let growth = log(high / low)
      let cycles = low * length / growth * (exp(time / length * growth) - 1)
      return amplitude * Float(sin(2 * .pi * cycles.truncatingRemainder(dividingBy: 1)))
    case .pinkNoise(let rms):
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let white = Float(Int32(truncatingIfNeeded: random >> 32)) * 0x1p-31
      pink[0] = 0.99886 * pink[0] + white * 0.0555179
      pink[1] = 0.99332 * pink[1] + white * 0.0750759
      pink[2] = 0.96900 * pink[2] + white * 0.1538520
      pink[3] = 0.86650 * pink[3] + white * 0.3104856
      pink[4] = 0.55000 * pink[4] + white * 0.5329522
      pink[5] = -0.7616 * pink[5] - white * 0.0168980
      let sum = pink[0] + pink[1] + pink[2] + pink[3] + pink[4] + pink[5] + pink[6] + white * 0.5362
      pink[6] = white * 0.115926
      // Kellet's filter raises uniform noise of ±1 to an RMS of about 1.7.
      return sum * rms / 1.7
    }
  }
}
