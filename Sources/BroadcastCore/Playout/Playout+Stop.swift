internal import AudioEngine

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
    // What shares an amplifier line with a zone falls silent with it.
    let silent = zones.map { snapshot.station.hearing($0) }
    let effects = arbiter.handle(.stop(silent))
    let hit = effects.compactMap { effect in
      switch effect {
      case .stop(let id), .silence(let id, _): arbiter.items[id]?.broadcast
      default: nil
      }
    }
    // Sound first: the entry may take its time.
    perform(effects, at: now, by: actor)
    let zones = silent.map { $0.sorted().map(\.rawValue).joined(separator: " ") } ?? "*"
    record(
      [.changed(Change("playout", zones, "stop", after: Playout.names(hit.map(\.id.rawValue))), by: actor)],
      at: now)
    // What is due there next need not wait for the next look.
    step()
    return hit
  }

  func fadeOut(_ id: BroadcastID, _ cut: AirCut, seconds: Double) {
    cuts[id] = cut
    for (key, airing) in airings where airing.broadcast.id == id {
      parts.outputs[key.output]?.stop(key.voice, fadeFrames: FrameCount(seconds * Double(airing.sampleRate)))
    }
  }

  /// Takes what sounds off the zones' channels; they are free for the next.
  func silence(_ id: BroadcastID, in zones: Set<ZoneID>) {
    for (key, airing) in airings where airing.broadcast.id == id {
      let channels = channels(of: zones, on: key.output).intersection(channels(of: airing))
      guard !channels.isEmpty else { continue }
      silenced[key, default: []].formUnion(channels)
      parts.outputs[key.output]?.release(
        key.voice, channels: channels, fadeFrames: FrameCount(Playout.stopFade * Double(airing.sampleRate)))
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
