internal import AudioEngine
internal import Logging

/// Ending or silencing what sounds.
extension Playout {
  /// How fast STOP fades out, in seconds, after at most one period.
  static let stopFade = 0.03

  /// Silence in these zones, everywhere for `nil`; what was to begin or go on there by now does not.
  ///
  /// - Returns: what sounded.
  @discardableResult
  public func stop(zones: Set<ZoneID>?, by actor: Actor) -> [Broadcast] {
    let now = parts.clock.now()
    let effects = arbiter.handle(.stop(zones))
    let hit = effects.compactMap { effect in
      switch effect {
      case .stop(let id), .silence(let id, _): arbiter.items[id]?.broadcast
      default: nil
      }
    }
    // Sound first: the entry may take its time.
    perform(effects, at: now, by: actor)
    let zones = zones.map { $0.sorted().map(\.rawValue).joined(separator: " ") } ?? "*"
    record(
      [.changed(Change("playout", zones, "stop", after: Playout.names(hit.map(\.id.rawValue))), by: actor)],
      at: now)
    return hit
  }

  func fadeOut(_ id: BroadcastID, _ cut: AirCut, seconds: Double) {
    cuts[id] = cut
    for (key, airing) in airings where airing.broadcast.id == id {
      parts.outputs[key.output]?.stop(key.voice, fadeFrames: FrameCount(seconds * Double(airing.sampleRate)))
    }
  }

  /// Mutes the zones' channels until the voice has ended, or something higher sounds there.
  func silence(_ id: BroadcastID, in zones: Set<ZoneID>) {
    for (key, airing) in airings where airing.broadcast.id == id {
      silenced[key, default: []].formUnion(
        channels(of: zones, on: key.output).intersection(channels(of: airing)))
    }
    refreshMutes()
  }

  /// Brings the outputs' mutes up to what `silenced` asks.
  func refreshMutes() {
    for (id, output) in parts.outputs {
      var wanted: Set<Int> = []
      for (key, channels) in silenced where key.output == id {
        guard let airing = airings[key] else { continue }
        let rank = airing.broadcast.airClass.voiceClass
        let higher = airings.filter { other in
          other.key.output == id && other.value.broadcast.airClass.voiceClass > rank
            && other.value.broadcast.start <= parts.clock.now().wall
        }.values
        wanted.formUnion(channels.subtracting(higher.flatMap { self.channels(of: $0) }))
      }
      let now = muted[id] ?? []
      guard wanted != now else { continue }
      let frames = FrameCount(Playout.stopFade * Double(output.sampleRate))
      do {
        try output.setMuted(true, channels: wanted.subtracting(now), rampFrames: frames)
        try output.setMuted(false, channels: now.subtracting(wanted), rampFrames: frames)
        muted[id] = wanted
      } catch {
        parts.logger.error("Không tắt tiếng được đầu ra «\(id)»: \(error)")
      }
    }
  }

  /// 0-based channels of an output that drive the zones.
  func channels(of zones: Set<ZoneID>, on output: String) -> Set<Int> {
    Set(
      snapshot.station.zones.filter { $0.output == output && zones.contains($0.id) }.flatMap(\.channels)
        .map { $0 - 1 })
  }

  private func channels(of airing: Airing) -> Set<Int> {
    channels(of: Set(airing.zones), on: airing.outputID)
  }
}
