/// Why a request was refused. Nothing of it sounds.
public enum MixError: Error, Hashable, Sendable {
  /// All voice slots are taken; wait for one to end, or open the output with a larger capacity.
  case tooManyVoices(capacity: Int)
  /// The audio thread has not read the commands already sent: the output is stalled.
  case commandsPending
  case voiceExists(VoiceID)
  case noSuchVoice(VoiceID)
  case noSuchChannel(Int, channelCount: Int)
  case wrongSampleRate(Int, expected: Int)
  /// No sound or no route, a channel named twice, a negative or not finite number: `what` says which.
  case invalidRequest(VoiceID, what: String)
  case invalidGain(Float)
  case outputClosed
}

extension MixError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooManyVoices(let capacity):
      "all \(capacity) voices are in use; stop one, or open the output with a larger voiceCapacity"
    case .commandsPending:
      "the audio thread has not taken earlier commands; the device is stalled, try again when it has returned"
    case .voiceExists(let id): "\(id) exists already; give every airing an id of its own"
    case .noSuchVoice(let id): "\(id) is not playing"
    case .noSuchChannel(let channel, let count):
      "channel \(channel) does not exist; the output has 0–\(count - 1)"
    case .wrongSampleRate(let rate, let expected):
      "the sound has \(rate) frames a second, the output \(expected); resample it before"
    case .invalidRequest(let id, let what): "\(id): \(what)"
    case .invalidGain(let gain): "gain \(gain) is not a number of 0 or more"
    case .outputClosed: "the output is closed"
    }
  }
}
