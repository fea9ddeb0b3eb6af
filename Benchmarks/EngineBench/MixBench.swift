import AudioEngine

/// What `broadcaster mix` does, without the rest of the program to load.
enum MixBench {
  static func run(output: String, inputs: [String]) throws {
    let sources = try inputs.map { path in try SoundFileSource(path: path) }
    let rate = sources[0].sampleRate
    var mixer = try OfflineMixer(
      inputs: sources.map {
        .init(source: $0, routes: [.init(channel: 0), .init(channel: 1)], mapping: .discrete)
      }, sampleRate: rate, channelCount: 2)
    try mixer.write(path: output, sampleRate: rate)
  }
}
