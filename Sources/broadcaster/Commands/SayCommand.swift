import ArgumentParser
import AudioEngine
import BroadcastCore
import Foundation
import VietnameseSpeech

struct SayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "say", abstract: "Đọc một đoạn văn bản ra tệp WAV hoặc ra loa.")

  @Argument(help: ArgumentHelp("Văn bản; «-» để đọc từ đầu vào chuẩn.", valueName: "văn bản"))
  var text: String

  @Option(
    help: ArgumentHelp("Giọng: vi (bắc), vi-vn-x-central (trung), vi-vn-x-south (nam).", valueName: "giọng"))
  var voice = "vi"

  @Option(help: "Cách nói theo vùng: north, central, south.")
  var region = NormalizationSettings.Region.north

  @Option(help: ArgumentHelp("Tốc độ 80…450.", valueName: "tốc độ"))
  var rate = 150

  @Option(help: ArgumentHelp("Ghi ra tệp WAV 16 bit.", valueName: "tệp"))
  var output: String?

  @Option(help: ArgumentHelp("Phát ra thiết bị ALSA này.", valueName: "thiết bị"))
  var device: String?

  func validate() throws {
    guard (output == nil) != (device == nil) else {
      throw ValidationError("Hãy chọn đúng một nơi: --output TỆP hoặc --device TÊN.")
    }
    guard SpeechVoice.names.contains(voice) else {
      throw ValidationError(
        "Không có giọng «\(voice)»; chờ một trong: \(SpeechVoice.names.joined(separator: ", ")).")
    }
  }

  func run() async throws {
    try await Failure.reported {
      let clip = try await clip()
      if let output {
        try clip.write(path: output, format: .wav16)
        Console.error("Đã ghi \(output): \(String(format: "%.1f", clip.duration)) giây.")
      } else if let device {
        try await play(clip, on: device)
      }
    }
  }

  private func clip() async throws -> Clip {
    var text = text
    if text == "-" {
      text = String(decoding: try FileHandle.standardInput.readToEnd() ?? Data(), as: UTF8.self)
    }
    let speech = SpeechSettings(voice: voice, rate: rate, region: region)
    let normalizer = Normalizer(
      lexicon: try Lexicon.shipped(), settings: NormalizationSettings(region: region))
    let unknown = normalizer.normalize(text).unknowns.map { "«\($0.written)»" }
    if !unknown.isEmpty {
      Console.error("Chú ý, từ chưa biết được đọc phỏng đoán: \(unknown.joined(separator: ", ")).")
    }
    // Nothing is kept: the library's folder is never touched on this path.
    let renderer = AnnouncementRenderer(
      synthesizer: Composition.synthesizer, library: ClipLibrary(folder: ""), speech: speech,
      normalizer: normalizer)
    return try await renderer.clip(of: renderer.script(of: text))
  }

  private func play(_ clip: Clip, on device: String) async throws {
    let output = try Output.open(.alsa(name: device))
    let clip = try clip.resampled(to: output.sampleRate)
    try output.start(
      VoiceRequest(
        id: VoiceID(1), sounds: [.clip(clip)],
        routes: (0..<output.channelCount).map { VoiceRequest.Route(channel: $0) }))
    var report: VoiceReport?
    for await event in output.events {
      if case .voiceEnded(let ended) = event {
        report = ended
        break
      }
    }
    await output.close(fadeFrames: 0)
    guard let report, report.reason == .completed else {
      Console.error(
        "Thiết bị «\(device)» không phát hết: \(report?.framesLeft.lowerBound ?? 0)/\(clip.frameCount) khung."
      )
      throw Failure.unavailable
    }
    Console.error("Đã phát \(report.framesLeft.lowerBound) khung ra «\(device)» (\(output.kind.rawValue)).")
  }
}
