import AudioEngine
import Foundation

/// Plays a clip for someone at the machine, to the end, and says what left the device.
enum Listening {
  static func play(_ clip: Clip, on device: String) async throws {
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
