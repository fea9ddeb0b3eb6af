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

    /// Which of its routes goes to `channel`, if it sounded there within these output frames.
    func index(of channel: Int, from: FrameCount, to: FrameCount) -> Int? {
      guard to > firstFrame, from < endFrame ?? .max else { return nil }
      return channels.firstIndex(of: channel)
    }

    mutating func add(_ bin: MeterBin, at index: Int) {
      peak = max(peak, bin.peak)
      weighted[index].append(bin.weighted)
    }

    /// How many bins in a row were quiet though the voice should be heard.
    mutating func noteQuiet(_ isQuiet: Bool, at index: Int) -> Int {
      quiet[index] = isQuiet && !isPaused && endFrame == nil ? quiet[index] + 1 : 0
      return quiet[index]
    }
  }

  private var voices: [Int: Voice] = [:]
  /// The last 400 ms of every channel, a ring.
  private var recent: [[Float]]
  private var recentAt: [Int]
  private(set) var levels: [ChannelLevel]
  private let binFrames: FrameCount
  private let threshold: Float
  /// So many twentieths of a second under the threshold are silence.
  private static let quietBins = 20

  init(channelCount: Int, sampleRate: Int, silenceThreshold: Float) {
    levels = Array(repeating: .silent, count: channelCount)
    recent = Array(repeating: Array(repeating: 0, count: GatedLoudness.blockBins), count: channelCount)
    recentAt = Array(repeating: 0, count: channelCount)
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
    recent[channel][recentAt[channel] % GatedLoudness.blockBins] = bin.weighted
    recentAt[channel] += 1
    let momentary = recent[channel].reduce(0, +) / Float(GatedLoudness.blockBins)
    levels[channel] = ChannelLevel(
      peak: bin.peak, rms: bin.meanSquare.squareRoot(), momentary: GatedLoudness.level(momentary))
    var silent: [VoiceID] = []
    // In place: a copy of a voice would copy its growing lists, 20 times a second.
    for slot in voices.keys {
      guard let index = voices[slot]?.index(of: channel, from: end - binFrames, to: end) else { continue }
      voices[slot]?.add(bin, at: index)
      if voices[slot]?.noteQuiet(bin.peak < threshold, at: index) == Self.quietBins, let id = voices[slot]?.id
      {
        silent.append(id)
      }
    }
    return silent
  }

  /// What the voice's channels carried from its first frame to its last; forgets it.
  mutating func close(slot: Int) -> (peak: Float, loudness: Float?) {
    guard let voice = voices.removeValue(forKey: slot) else { return (0, nil) }
    return (voice.peak, voice.weighted.compactMap(GatedLoudness.integrated).max())
  }
}
