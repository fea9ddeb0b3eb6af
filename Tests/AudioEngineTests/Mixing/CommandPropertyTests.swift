import AudioEngine
import Testing
import TestSupport

/// Any sequence of commands: nothing but numbers, every voice ends exactly once, and with neither fades nor limiter the
/// output is the sum that a plain loop computes.
struct CommandPropertyTests {
  @Test("Every accepted voice ends exactly once and its counts are in order", arguments: 0..<100)
  func everyVoiceEndsOnce(seed: Int) async throws {
    var random = SplitMix(state: UInt64(seed))
    let manual = try ManualOutput(
      configuration: OutputConfiguration(
        sampleRate: 100, channelCount: 3, periodFrames: 7, periodCount: 3, voiceCapacity: 8))
    let log = EventLog(manual.output)
    var started: [VoiceID] = []
    for step in 0..<120 {
      let id = VoiceID(UInt64(step))
      switch Int.random(in: 0..<9, using: &random) {
      case 0...2:
        let request = VoiceRequest(
          id: id, voiceClass: VoiceClass.allCases.randomElement(using: &random) ?? .routine,
          sounds: (0..<Int.random(in: 1...3, using: &random)).map { index in
            .clip(
              TestClip.noise(
                frames: Int.random(in: 1...60, using: &random), channels: index % 2 + 1, seed: UInt64(step),
                sampleRate: 100))
          },
          start: Bool.random(using: &random)
            ? .asSoonAsPossible
            : .frame(
              manual.output.clock.frame(at: manual.now) + FrameCount(Int.random(in: -20...90, using: &random))
            ),
          routes: (0...Int.random(in: 0...2, using: &random)).map { .init(channel: $0, gain: 0.3) },
          fadeInFrames: FrameCount(Int.random(in: 0...9, using: &random)),
          fadeOutFrames: FrameCount(Int.random(in: 0...9, using: &random)),
          loops: Int.random(in: 0..<4, using: &random) == 0)
        do {
          try manual.output.start(request)
          started.append(id)
        } catch {
          #expect(error == .tooManyVoices(capacity: 8))
        }
      case 3:
        if let voice = started.randomElement(using: &random) { manual.output.pause(voice, fadeFrames: 3) }
      case 4:
        if let voice = started.randomElement(using: &random) { manual.output.resume(voice, fadeFrames: 2) }
      case 5:
        if let voice = started.randomElement(using: &random) {
          manual.output.stop(voice, fadeFrames: FrameCount(Int.random(in: 0...12, using: &random)))
        }
      case 6:
        try manual.output.setGain(
          Float.random(in: 0...1, using: &random), channel: Int.random(in: 0..<3, using: &random),
          rampFrames: 5)
      case 7:
        switch Int.random(in: 0..<8, using: &random) {
        case 0: manual.unplug()
        case 1: manual.starve(frames: 40)
        default: manual.replug()
        }
      default: manual.advance(frames: FrameCount(Int.random(in: 1...50, using: &random)))
      }
    }
    manual.replug()
    manual.advance(frames: 500)
    await manual.output.close(fadeFrames: 4)
    _ = await log.first { _ in false }
    let reports = log.events.compactMap { if case .voiceEnded(let report) = $0 { report } else { nil } }
    #expect(reports.map(\.id).sorted { $0.rawValue < $1.rawValue } == started)
    for report in reports {
      #expect(report.framesLeft.lowerBound >= 0)
      #expect(report.framesLeft.upperBound <= report.framesWritten)
      #expect(report.framesWritten <= report.framesRendered)
      if let total = report.framesTotal { #expect(report.framesRendered <= total) }
      if report.reason == .completed { #expect(report.framesRendered == report.framesTotal) }
    }
    #expect(manual.played.joined().allSatisfy { $0.isFinite })
  }

  @Test("The mix is the sum of its voices within −120 dB", arguments: 0..<40)
  func equalsReference(seed: Int) async throws {
    var random = SplitMix(state: UInt64(seed))
    let manual = try ManualOutput(
      configuration: OutputConfiguration(
        sampleRate: 100, channelCount: 2, periodFrames: Int.random(in: 1...33, using: &random),
        periodCount: 3,
        ducking: Ducking(routine: .mix, priority: .mix, emergency: .mix)))
    let log = EventLog(manual.output)
    let length = 900
    var reference = Array(repeating: Array(repeating: 0.0, count: length), count: 2)
    for id in 0..<30 {
      let frames = Int.random(in: 1...200, using: &random)
      let clip = TestClip.noise(frames: frames, seed: UInt64(id * 1_000 + seed), sampleRate: 100)
      let samples = clip.samples(0)
      let start = Int.random(in: 100...600, using: &random)
      let gains = (0..<2).map { _ in Float.random(in: 0...1, using: &random) }
      let fadeIn = Int.random(in: 0...frames, using: &random)
      let fadeOut = Int.random(in: 0...(frames - fadeIn), using: &random)
      try manual.output.start(
        VoiceRequest(
          id: VoiceID(UInt64(id)), voiceClass: VoiceClass.allCases[id % 4], sounds: [.clip(clip)],
          start: .frame(FrameCount(start)), routes: gains.enumerated().map { .init(channel: $0, gain: $1) },
          fadeInFrames: FrameCount(fadeIn), fadeOutFrames: FrameCount(fadeOut)))
      for frame in 0..<frames {
        var gain = 1.0
        if frame < fadeIn { gain = (Double(frame) + 0.5) / Double(fadeIn) }
        if frames - frame <= fadeOut { gain = (Double(frames - frame) - 0.5) / Double(fadeOut) }
        for channel in 0..<2 {
          reference[channel][start + frame] += Double(samples[frame]) * Double(gains[channel]) * gain
        }
      }
    }
    manual.advance(frames: FrameCount(length))
    for id in 0..<30 { #expect(await log.report(of: VoiceID(UInt64(id)))?.reason == .completed) }
    for channel in 0..<2 {
      let largest = zip(manual.played[channel], reference[channel]).map { abs(Double($0) - $1) }.max() ?? 1
      #expect(largest < 1e-6)
    }
  }
}
