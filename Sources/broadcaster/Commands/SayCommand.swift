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
    let script = SpeechScript.make(text: text, voice: SpeechVoice(name: voice, rate: rate))
    // Nothing is kept: the library's folder is never touched on this path.
    let renderer = Composition.renderer(
      library: ClipLibrary(folder: ""), speech: SpeechSettings(voice: voice, rate: rate))
    return try await renderer.clip(of: script)
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
