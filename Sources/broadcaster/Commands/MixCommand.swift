import ArgumentParser
import AudioEngine

/// The mixing core off line: sound files in, one 16-bit WAV out, by the same renderer that plays.
struct MixCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mix", abstract: "Trộn nhiều tệp âm thanh thành một tệp WAV 16 bit.",
    discussion: """
      Mức âm giữ nguyên trừ khi có --gain; bộ giới hạn giữ đỉnh thật không quá −1 dBTP. Tệp đơn kênh vào mọi kênh, tệp \
      nhiều kênh giữ kênh của nó. --gain và --at lặp lại theo thứ tự các tệp.
      """)

  @Argument(help: ArgumentHelp("Các tệp cần trộn: WAV, FLAC, Ogg …", valueName: "tệp"))
  var inputs: [String]

  @Option(help: ArgumentHelp("Tệp WAV ghi ra.", valueName: "tệp"))
  var output: String

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Mức âm của tệp thứ n, dB (mặc định 0).", valueName: "dB"))
  var gain: [Double] = []

  @Option(help: ArgumentHelp("Lúc bắt đầu của tệp thứ n, giây (mặc định 0).", valueName: "giây"))
  var at: [Double] = []

  func validate() throws {
    guard gain.count <= inputs.count, at.count <= inputs.count else {
      throw ValidationError("Có nhiều --gain hoặc --at hơn số tệp (\(inputs.count)).")
    }
    guard gain.allSatisfy({ $0.isFinite && $0 <= 60 }) else {
      throw ValidationError("--gain là số dB không quá 60.")
    }
    guard at.allSatisfy({ $0.isFinite && $0 >= 0 && $0 <= 86_400 }) else {
      throw ValidationError("--at là số giây từ 0 đến 86400.")
    }
  }

  func run() async throws {
    try await Failure.reported {
      let sources = try inputs.map { path in try SoundFileSource(path: path) }
      let rate = sources[0].sampleRate
      if let other = sources.first(where: { $0.sampleRate != rate }) {
        Console.error(
          "\(other.path) có tần số lấy mẫu \(other.sampleRate) Hz, \(sources[0].path) có \(rate) Hz: hãy đổi cho "
            + "bằng nhau trước, ví dụ ffmpeg -i \(other.path) -ar \(rate) moi.wav")
        throw Failure.badData
      }
      let channelCount = sources.map(\.channelCount).max() ?? 1
      let mixed = sources.enumerated().map { index, source in
        let level = index < gain.count ? Float.decibels(gain[index]) : 1
        return OfflineMixer.Input(
          source: source, start: index < at.count ? FrameCount((at[index] * Double(rate)).rounded()) : 0,
          routes: (0..<channelCount).map { VoiceRequest.Route(channel: $0, gain: level) }, mapping: .discrete)
      }
      var mixer = try OfflineMixer(inputs: mixed, sampleRate: rate, channelCount: channelCount)
      try mixer.write(path: output, sampleRate: rate)
    }
  }
}
