import AudioEngine
import Foundation

/// Plays a quiet background into a FIFO; every line on standard input pushes an urgent clip.
enum UrgentBench {
  static func run(fifo: String) throws {
    let pipe = open(fifo, O_WRONLY)
    guard pipe >= 0 else { throw POSIXError(.ENOENT) }
    let output = try Output.open(
      PacedSink(channelCount: 2, pipe: pipe), OutputConfiguration(periodFrames: 480))
    let background = Clip(sampleRate: 48_000, channels: [(0..<480_000).map { 0.2 * sin(Float($0) * 0.03) }])
    let urgent = Clip(sampleRate: 48_000, channels: [(0..<9_600).map { ($0 / 48) % 2 == 0 ? 0.8 : -0.8 }])
    let routes = [VoiceRequest.Route(channel: 0), VoiceRequest.Route(channel: 1)]
    try output.start(VoiceRequest(id: VoiceID(0), sounds: [.clip(background)], routes: routes, loops: true))
    report("ready")
    var id: UInt64 = 1
    while readLine() != nil {
      try output.start(
        VoiceRequest(id: VoiceID(id), voiceClass: .emergency, sounds: [.clip(urgent)], routes: routes))
      id += 1
    }
  }
}
