internal import AudioEngine
internal import Foundation
internal import Logging

/// Doing what the arbiter says.
extension Playout {
  func perform(_ effects: [Arbiter.Effect], at moment: Moment) {
    for effect in effects {
      switch effect {
      case .prepare(let broadcast): prepare(broadcast)
      case .load(let id, let hashes): load(id, hashes)
      case .handOver(let broadcast, let hashes, let late): handOver(broadcast, hashes, late: late, at: moment)
      case .refuse(let broadcast, let refusal, let cause):
        clips[broadcast.id] = nil
        record([.refused(broadcast, refusal, cause: cause)], at: moment)
      }
    }
  }

  /// One after another: speech may take all of a small machine.
  private func prepare(_ broadcast: Broadcast) {
    guard let stored = snapshot.announcement(broadcast.announcement) else { return }
    let station = snapshot.station
    let makeRenderer = parts.renderer
    let earlier = preparation
    preparation = Task { [weak self] in
      await earlier?.value
      guard !Task.isCancelled else { return }
      do {
        let hashes = try await makeRenderer(station).render(stored.announcement)
        await self?.take(.prepared(broadcast.id, sound: broadcast.sound, hashes))
      } catch {
        await self?.preparationFailed(broadcast, cause: "\(error)")
      }
    }
  }

  private func preparationFailed(_ broadcast: Broadcast, cause: String) {
    parts.logger.error("Chưa tạo được âm thanh cho «\(broadcast.id.rawValue)»: \(cause)")
    take(.preparationFailed(broadcast.id, sound: broadcast.sound, cause: cause))
  }

  private func load(_ id: BroadcastID, _ hashes: [ClipHash]) {
    let library = parts.library
    Task { [weak self] in
      do {
        let clips = try hashes.map { try library.load($0) }
        await self?.loaded(id, clips)
      } catch {
        await self?.take(.loadFailed(id, cause: "\(error)"))
      }
    }
  }

  private func loaded(_ id: BroadcastID, _ clips: [Clip]) {
    self.clips[id] = clips
    take(.loaded(id))
  }

  /// An event that came in between two looks at the clock; acted on at once.
  func take(_ event: Arbiter.Event) {
    let now = parts.clock.now()
    perform(arbiter.handle(event) + arbiter.handle(.tick(now.wall)), at: now)
  }

  private func handOver(_ broadcast: Broadcast, _ hashes: [ClipHash], late: Bool, at moment: Moment) {
    let sources = clips.removeValue(forKey: broadcast.id) ?? []
    let station = snapshot.station
    let byOutput = Dictionary(
      grouping: station.zones.filter { broadcast.zones.contains($0.id) }, by: \.output)
    let stored = snapshot.announcement(broadcast.announcement)
    for (outputID, zones) in byOutput.sorted(by: { $0.key < $1.key }) {
      guard let output = parts.outputs[outputID] else {
        record([.refused(broadcast, .noOutput, cause: outputID, zones: zones.map(\.id))], at: moment)
        continue
      }
      let sounds: [Sound]
      do {
        sounds = try Playout.sequence(sources, rate: output.sampleRate)
      } catch {
        record([.refused(broadcast, .soundDamaged, cause: "\(error)", zones: zones.map(\.id))], at: moment)
        continue
      }
      let hearing = station.hearing(Set(zones.map(\.id)))
      let airing = Airing(
        id: UUID().uuidString.lowercased(), broadcast: broadcast, outputID: outputID,
        deviceName: output.deviceName, kind: output.kind, sampleRate: output.sampleRate,
        zones: zones.map(\.id),
        hearing: station.zones.filter { hearing.contains($0.id) && $0.output == outputID }.map(\.id),
        clips: hashes, author: stored?.author ?? "", approver: stored?.approval?.approver ?? "",
        frames: sounds.reduce(0) { $0 + $1.frameCount })
      // Before the output gets it: a crash in between must leave an entry too many, never one too few.
      record(
        [
          .accepted(
            airing, title: stored?.announcement.title ?? "", text: stored?.announcement.text ?? "", late: late
          )
        ],
        at: moment)
      begin(airing, sounds, channels: Set(zones.flatMap(\.channels)), on: output, late: late, at: moment)
    }
    if openAirings[broadcast.id] == nil { take(.finished(broadcast.id)) }
  }

  private func begin(
    _ airing: Airing, _ sounds: [Sound], channels: Set<Int>, on output: any BroadcastOutput, late: Bool,
    at moment: Moment
  ) {
    let voice = VoiceID(nextVoice)
    nextVoice += 1
    let request = VoiceRequest(
      id: voice, voiceClass: airing.broadcast.airClass.voiceClass, sounds: sounds,
      start: late ? .asSoonAsPossible : .time(moment.monotonic(at: airing.broadcast.start)),
      routes: channels.sorted().map { VoiceRequest.Route(channel: $0 - 1) })
    do {
      try output.start(request)
      airings[VoiceKey(output: airing.outputID, voice: voice)] = airing
      openAirings[airing.broadcast.id, default: 0] += 1
    } catch {
      record([.failed(airing, cause: "\(error)")], at: moment)
    }
  }

  private static func sequence(_ clips: [Clip], rate: Int) throws -> [Sound] {
    var sounds: [Sound] = []
    for clip in clips {
      if !sounds.isEmpty { sounds.append(.silence(frames: FrameCount(PartGap.seconds * Double(rate)))) }
      sounds.append(.clip(try clip.resampled(to: rate)))
    }
    return sounds
  }
}

extension AirClass {
  /// How the mixer ranks it; a test gives way like a routine item.
  var voiceClass: VoiceClass {
    switch self {
    case .filler: .filler
    case .test, .routine: .routine
    case .priority: .priority
    case .emergency: .emergency
    }
  }
}
