/// Why an output could not be opened.
public enum OutputError: Error, Hashable, Sendable {
  /// libasound refused; `operation` is the C call, `code` its negative errno.
  case alsa(device: String, operation: String, code: Int32, message: String)
  case unsupportedChannelCount(device: String, requested: Int, available: [Int])
  case unsupportedSampleRate(device: String, requested: Int, available: ClosedRange<Int>)
  case unsupportedFormat(device: String, requested: String, available: [String])
  /// A sound file could not be made or written; `message` is the system's.
  case file(path: String, operation: String, message: String)
  case invalidConfiguration(String)
  /// The audio thread could not be made; `code` is the errno.
  case thread(code: Int32, message: String)
}

extension OutputError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .alsa(let device, let operation, let code, let message):
      "sound device “\(device)”: \(operation): \(message) (\(code)); `broadcaster doctor` lists the devices"
    case .unsupportedChannelCount(let device, let requested, let available):
      "sound device “\(device)” has no \(requested) channels; it has: "
        + available.map(String.init).joined(separator: ", ")
    case .unsupportedSampleRate(let device, let requested, let available):
      "sound device “\(device)” cannot do \(requested) Hz; it does \(available.lowerBound)–\(available.upperBound) Hz"
    case .unsupportedFormat(let device, let requested, let available):
      "sound device “\(device)” has no sample format \(requested); it has: "
        + available.joined(separator: ", ")
    case .file(let path, let operation, let message):
      "sound file \(path): \(operation): \(message); check the folder, its rights and the space left"
    case .invalidConfiguration(let what): "output settings: \(what)"
    case .thread(let code, let message): "the audio thread did not start: \(message) (\(code))"
    }
  }
}
