internal import AudioEngine
internal import Foundation

extension Playout {
  public func status() -> StationStatus {
    let now = parts.clock.now()
    listen(at: now)
    let station = snapshot.station
    return StationStatus(
      station: station.id, commune: station.commune, now: now.wall.description,
      startedAt: startedAt.description,
      clockTrusted: now.isClockTrusted, zones: station.zones.map { status(of: $0, at: now) },
      devices: parts.outputs.sorted { $0.key < $1.key }.map { id, output in
        StationStatus.Device(
          id: id, device: output.deviceName, kind: output.kind.rawValue,
          state: soundWatch.state(of: id, at: now.monotonic))
      },
      readiness: readiness(at: now.wall), next: upcoming(), recent: recent, alarms: alarms.open)
  }

  /// What comes in the next 24 hours, plan and queue in one order.
  public func upcoming() -> [StationStatus.Item] {
    held()
      + arbiter.items.values.filter { !$0.isSounding }.sorted { (a: Arbiter.Item, b: Arbiter.Item) -> Bool in
        (a.due, b.rank, a.broadcast.order, a.broadcast.id) < (
          b.due, a.rank, b.broadcast.order, b.broadcast.id
        )
      }.map { item in
        StationStatus.Item(
          broadcast: item.broadcast.id.rawValue, title: item.broadcast.title,
          airClass: item.broadcast.airClass,
          start: item.due.description, zones: item.broadcast.zones.map(\.rawValue), state: item.vietnamese,
          reason: item.broadcast.reason)
      }
  }

  /// How far the sound of the coming day is.
  private func readiness(at now: WallTime) -> StationStatus.Readiness {
    var readiness = StationStatus.Readiness(total: 0, ready: 0, failing: 0, unapproved: 0)
    for item in arbiter.items.values
    where item.broadcast.start - now <= timing.prepareAhead && item.broadcast.heldBecause == nil {
      readiness.total += 1
      switch item.phase {
      case .failed: readiness.failing += 1
      case .prepared, .loading, .loaded, .handedOver:
        if item.broadcast.isApproved { readiness.ready += 1 } else { readiness.unapproved += 1 }
      case .waiting, .preparing: if !item.broadcast.isApproved { readiness.unapproved += 1 }
      }
    }
    return readiness
  }

  private func held() -> [StationStatus.Item] {
    queued.filter(\.isHeld).map { item in
      let stored = snapshot.announcement(item.announcement)?.announcement
      return StationStatus.Item(
        broadcast: item.broadcast.rawValue, title: stored?.title ?? item.announcement,
        airClass: stored?.airClass ?? .routine, start: item.start.description,
        zones: item.zones.map(\.rawValue),
        state: "tạm giữ", reason: item.reason)
    }
  }

  /// Notes what the outputs carry now.
  func listen(at now: Moment) {
    for (id, output) in parts.outputs { soundWatch.look(id, output.levels, output.clock, at: now.monotonic) }
    if soundWatch.takeBeat(of: parts.outputs.mapValues(\.sampleRate)) { beatSink.yield(now.wall) }
  }

  private func status(of zone: Zone, at now: Moment) -> StationStatus.Zone {
    let channels = Set(zone.channels.map { $0 - 1 })
    let levels = parts.outputs[zone.output]?.levels ?? []
    return StationStatus.Zone(
      id: zone.id.rawValue, name: zone.name,
      isOnAir: soundWatch.isHeard(zone.output, channels: channels, at: now.monotonic),
      playing: airings.filter { key, airing in
        key.output == zone.output && airing.hearing.contains(zone.id)
          && arbiter.items[airing.broadcast.id]?.released.contains(zone.id) != true
      }
      .sorted { a, b in
        (b.value.broadcast.airClass, a.key.voice.rawValue) < (
          a.value.broadcast.airClass, b.key.voice.rawValue
        )
      }
      .map { playing($0.key, $0.value, at: now) },
      peaks: channels.sorted().map { channel in
        guard levels.indices.contains(channel), levels[channel].peak > 0 else { return nil }
        return (200 * log10(Double(levels[channel].peak))).rounded() / 10
      })
  }

  private func playing(_ key: VoiceKey, _ airing: Airing, at now: Moment) -> StationStatus.Playing {
    let rate = Double(airing.sampleRate)
    let told = progress[key]
    // Told once a second; in between it moves on by the clock.
    let since =
      told.map { $0.isPaused ? 0 : max(0, Double(now.monotonic.nanoseconds - $0.at.nanoseconds) / 1e9) } ?? 0
    let length = Double(airing.frames + airing.offset) / rate
    let position = Double(airing.offset + (told?.framesLeft ?? 0)) / rate + since
    let isEndless = airing.isEndless
    return StationStatus.Playing(
      broadcast: airing.broadcast.id.rawValue, title: airing.broadcast.title,
      airClass: airing.broadcast.airClass,
      position: (10 * (isEndless ? position : min(position, length))).rounded() / 10,
      length: isEndless ? nil : (10 * length).rounded() / 10, isWaiting: told?.isPaused ?? true,
      part: airing.part?.rawValue)
  }

  /// A broadcast has come to its one end.
  func conclude(_ ending: Ending) {
    guard ending.kind != .cancelled else { return }
    recent.append(
      StationStatus.Past(
        broadcast: ending.broadcast.id.rawValue, title: ending.broadcast.title, end: ending.kind.rawValue,
        reason: ending.reason))
    if recent.count > 20 { recent.removeFirst() }
    closeQueued(ending)
    alarm(about: ending)
  }
}

extension Arbiter.Item {
  /// For lists.
  var vietnamese: String {
    if cut != nil { return "chờ phát tiếp" }
    if waited { return "chờ cụm loa" }
    return switch phase {
    case .waiting: "chưa tạo tiếng"
    case .preparing: "đang tạo tiếng"
    case .prepared, .loading, .loaded: broadcast.isApproved ? "sẵn sàng" : "chưa duyệt"
    case .failed: "LỖI TẠO TIẾNG"
    case .handedOver: "đang phát"
    }
  }
}
