/// A renderer with so many sounding voices and nothing else, for the benchmarks.
package struct RendererProbe: ~Copyable {
  private var renderer: Renderer
  private let commands: CommandRing
  private let events: EventRing
  private let owners: [VoiceProgramOwner]
  private let blockFrames: Int

  /// Every voice plays `clip` for ever on all channels; with `ramps`, at a gain that moves all the time.
  package init(
    voices: Int, channels: Int, clip: Clip, blockFrames: Int, ramps: Bool, ceiling: Float? = nil,
    meters: Bool = false
  ) {
    commands = CommandRing(capacity: voices)
    events = EventRing(capacity: 1_024)
    self.blockFrames = blockFrames
    renderer = Renderer(
      channelCount: channels, capacity: voices, maximumFrames: blockFrames, sampleRate: clip.sampleRate,
      ducking: Ducking(), ceiling: ceiling, hasMeters: meters, commands: commands, events: events)
    var owners: [VoiceProgramOwner] = []
    for slot in 0..<voices {
      let owner = VoiceProgramOwner(
        VoiceRequest(
          id: VoiceID(UInt64(slot)), sounds: [.clip(clip)],
          routes: (0..<channels).map { .init(channel: $0, gain: 1.7 / Float(voices)) },
          fadeInFrames: ramps ? 1 << 40 : 0, loops: true))
      owners.append(owner)
      var command = MixCommand(kind: .start)
      command.slot = slot
      command.program = owner.program
      _ = commands.push(command)
    }
    self.owners = owners
    renderer.takeCommands(isLost: false)
  }

  deinit {
    commands.destroy()
    events.destroy()
  }

  package mutating func render() {
    renderer.render(frames: blockFrames)
    while events.pop() != nil {}
  }
}
