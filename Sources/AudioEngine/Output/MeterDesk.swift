import Foundation

/// The control side of the meters: present levels, what every voice's channels carried, and who is silent that should
/// not be. Fed in the order in which the audio thread rendered.
struct MeterDesk {
  private struct Voice {
    var id: VoiceID
    var channels: [Int]
    var firstFrame: FrameCount
    var endFrame: FrameCount?
    var isPaused = false
    var peak: Float = 0
    /// K-weighted mean squares, a list a channel.
    var weighted: [[Float]]
    /// Bins under the threshold in a row, a count a channel.
    var quiet: [Int]
  }

  private var voices: [Int: Voice] = [:]
  private var recent: [[Float]]
  private(set) var levels: [ChannelLevel]
  private let binFrames: FrameCount
  private let threshold: Float
  /// So many twentieths of a second under the threshold are silence.
  private static let quietBins = 20

  init(channelCount: Int, sampleRate: Int, silenceThreshold: Float) {
    levels = Array(repeating: .silent, count: channelCount)
    recent = Array(repeating: [], count: channelCount)
    binFrames = FrameCount(max(1, sampleRate / 20))
    threshold = pow(10, silenceThreshold / 20)
  }

  mutating func began(slot: Int, owner: VoiceProgramOwner, at frame: FrameCount) {
    let channels = owner.request.routes.map(\.channel)
    voices[slot] = Voice(
      id: owner.request.id, channels: channels, firstFrame: frame,
      weighted: Array(repeating: [], count: channels.count), quiet: Array(repeating: 0, count: channels.count)
    )
  }

  mutating func finished(slot: Int, at frame: FrameCount) { voices[slot]?.endFrame = frame }

  mutating func paused(slot: Int, _ isPaused: Bool) { voices[slot]?.isPaused = isPaused }

  /// One bin of a channel, ending before output frame `end`. Returns the voices that are silent there since a second.
  mutating func add(_ bin: MeterBin, channel: Int, end: FrameCount) -> [VoiceID] {
    if recent[channel].count == GatedLoudness.blockBins { recent[channel].removeFirst() }
    recent[channel].append(bin.weighted)
    let momentary = recent[channel].reduce(0, +) / Float(recent[channel].count)
    levels[channel] = ChannelLevel(
      peak: bin.peak, rms: bin.meanSquare.squareRoot(), momentary: GatedLoudness.level(momentary))
    var silent: [VoiceID] = []
    for (slot, voice) in voices {
      guard let index = voice.channels.firstIndex(of: channel), end > voice.firstFrame,
        end - binFrames < voice.endFrame ?? .max
      else { continue }
      voices[slot]?.peak = max(voice.peak, bin.peak)
      voices[slot]?.weighted[index].append(bin.weighted)
      let isQuiet = bin.peak < threshold && !voice.isPaused && voice.endFrame == nil
      voices[slot]?.quiet[index] = isQuiet ? voice.quiet[index] + 1 : 0
      if isQuiet && voice.quiet[index] + 1 == Self.quietBins { silent.append(voice.id) }
    }
    return silent
  }

  /// What the voice's channels carried from its first frame to its last; forgets it.
  mutating func close(slot: Int) -> (peak: Float, loudness: Float?) {
    guard let voice = voices.removeValue(forKey: slot) else { return (0, nil) }
    return (voice.peak, voice.weighted.compactMap(GatedLoudness.integrated).max())
  }
}
