package import AudioEngine
internal import Foundation
internal import Logging

/// Doing what the arbiter says.
extension Playout {
  /// - Parameter actor: on whose word.
  func perform(_ effects: [Arbiter.Effect], at moment: Moment, by actor: Actor = .station) {
    for effect in effects {
      switch effect {
      case .prepare(let broadcast): prepare(broadcast)
      case .load(let id, let hashes): load(id, hashes)
      case .handOver where isEnding: continue
      case .handOver(let broadcast, let hashes, let late, let from):
        handOver(broadcast, hashes, late: late, from: from, at: moment)
      case .preempt(let id, let taker):
        fadeOut(id, AirCut(reason: "preempted", by: taker.rawValue), seconds: 0.05)
      case .stop(let id):
        fadeOut(id, AirCut(reason: "stopped", by: actor.description), seconds: Playout.stopFade)
      case .silence(let id, let zones): silence(id, in: zones)
      case .refuse(let broadcast, let refusal, let cause):
        clips[broadcast.id] = nil
        record([.refused(broadcast, refusal, cause: cause)], at: moment)
      }
    }
    for ending in arbiter.takeEndings() { conclude(ending) }
  }

  /// One after another: speech may take all of a small machine.
  private func prepare(_ broadcast: Broadcast) {
    let station = snapshot.station
    let parts: [SoundPart]
    do {
      parts = try soundParts(of: broadcast)
    } catch {
      // Not at once: the arbiter would try again at once.
      Task { [weak self] in await self?.preparationFailed(broadcast, cause: "\(error)") }
      return
    }
    let (makeRenderer, library, lengths) = (self.parts.renderer, self.parts.library, self.lengths)
    let earlier = preparation
    let content = snapshot.items(of: broadcast)
    preparation = Task { [weak self] in
      await earlier?.value
      guard !Task.isCancelled else { return }
      do {
        let renderer = try makeRenderer(station)
        let hashes = try await renderer.render(parts)
        try SoundReadiness.check(
          hashes, of: parts, in: library, loudness: station.speech.loudness, expected: lengths)
        let spoken = try SpokenHashes(of: content, station, by: renderer)
        await self?.prepared(broadcast, hashes, spoken)
      } catch {
        await self?.preparationFailed(broadcast, cause: "\(error)")
      }
    }
  }

  /// Looks once more at what the approver answers for, now that the sound is there.
  private func prepared(_ broadcast: Broadcast, _ hashes: [ClipHash], _ spoken: SpokenHashes) {
    if let objection = objection(to: broadcast, hashes, spoken) {
      preparationFailed(broadcast, cause: objection)
      return
    }
    take(.prepared(broadcast.id, sound: broadcast.sound, hashes))
  }

  /// What stands between a sound and its approval; `nil` where nothing does.
  ///
  /// - Parameter spoken: how it would be read now; where it is not known, the sound alone is looked at.
  private func objection(
    to broadcast: Broadcast, _ hashes: [ClipHash], _ spoken: SpokenHashes? = nil
  ) -> String? {
    let items = snapshot.items(of: broadcast)?.items ?? []
    let date = broadcast.start.local(in: snapshot.station.foundationTimeZone).date
    let objection = items.lazy.compactMap {
      $0.objection(
        sound: hashes, isPart: broadcast.isBulletin, spoken: spoken?.items[$0.announcement.id],
        zones: broadcast.zones, on: date)
    }.first
    if let objection { return objection }
    guard broadcast.isBulletin, let frame = spoken?.frame,
      let approved = snapshot.bulletinApprovals[broadcast.announcement]?.spokenHash, approved != frame
    else { return nil }
    return
      "cách đọc lời mở đầu, kết thúc của «\(broadcast.announcement)» khác bản đã duyệt: hãy nghe và duyệt lại"
  }

  /// What is heard of a broadcast, by the set-up of now; empty where its text is no longer there.
  private func soundParts(of broadcast: Broadcast) throws -> [SoundPart] {
    guard let (bulletin, items) = snapshot.items(of: broadcast) else { return [] }
    let station = snapshot.station
    let date = broadcast.start.local(in: station.foundationTimeZone).date
    if let bulletin {
      return try bulletin.parts(
        items: items.map(\.announcement), settings: station.templateSettings, on: date)
    }
    return try items.flatMap { try $0.announcement.parts(on: date) }
  }

  private func preparationFailed(_ broadcast: Broadcast, cause: String) {
    parts.logger.error("Chưa tạo được âm thanh cho «\(broadcast.id.rawValue)»: \(cause)")
    // Now, not at air time: there may be time to cure it.
    raise(
      .preparation, .error, about: broadcast.id.rawValue, zones: broadcast.zones,
      cause: "Chưa tạo được tiếng cho «\(broadcast.title)»: \(cause)",
      cure: "Sửa bản tin hoặc chạy «broadcaster doctor»; chương trình tự thử lại đến giờ phát.")
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
    take(.loaded(id, seconds: Playout.seconds(clips)))
  }

  /// An event that came in between two looks at the clock; acted on at once.
  func take(_ event: Arbiter.Event) {
    let now = parts.clock.now()
    perform(arbiter.handle(event) + arbiter.handle(.tick(now.wall)), at: now)
  }

  /// One airing and what is to be heard.
  struct Leg {
    var airing: Airing
    var sounds: [Sound]
    var routes: [VoiceRequest.Route]
    var output: any BroadcastOutput
    /// Starts over until it is stopped.
    var loops = false
  }

  private func handOver(
    _ broadcast: Broadcast, _ hashes: [ClipHash], late: Bool, from: Double, at moment: Moment
  ) {
    let sources = clips[broadcast.id] ?? []
    let items = snapshot.items(of: broadcast)?.items ?? []
    // Looked at again: since it was prepared someone may have withdrawn or changed what was approved.
    if let objection = objection(to: broadcast, hashes) {
      clips[broadcast.id] = nil
      perform(arbiter.withdraw(broadcast.id, .notApproved, cause: objection), at: moment)
      return
    }
    let (legs, refusals) = legs(of: broadcast, hashes, sources, from: from)
    // A text that cannot be made has failed in the preparation.
    let texts = ((try? soundParts(of: broadcast)) ?? []).compactMap { part in
      if case .text(let text) = part { text } else { nil }
    }
    // Before an output gets it: a crash in between must leave an entry too many, never one too few. What cannot be
    // written down does not sound; it is tried again until it is too late.
    let accepted = legs.map { leg in
      LogRecord.accepted(
        leg.airing, title: broadcast.title, text: texts.joined(separator: "\n\n"), late: late,
        items: broadcast.isBulletin ? items.map(\.announcement) : nil,
        purpose: AiredPurpose(broadcast, items: items.map(\.announcement), programmes: snapshot.programmes))
    }
    guard journal.commit(refusals + accepted, at: moment, publish: publish) else {
      alarmUnwritten(because: "«\(broadcast.title)» chờ nhật ký")
      _ = arbiter.handle(.postponed(broadcast.id, hashes, seconds: Playout.seconds(sources)))
      return
    }
    clips[broadcast.id] = nil
    for leg in legs { begin(leg) }
    if openAirings[broadcast.id] == nil {
      results[broadcast.id] = nil
      take(.finished(broadcast.id, .failed))
    }
  }

  /// The outputs that a broadcast's zones are on, and the zones that none serves.
  private func legs(
    of broadcast: Broadcast, _ hashes: [ClipHash], _ sources: [Clip], from: Double
  ) -> (legs: [Leg], refusals: [LogRecord]) {
    let station = snapshot.station
    let items = snapshot.items(of: broadcast)?.items ?? []
    let zones = station.zones.filter { broadcast.zones.contains($0.id) }
    if zones.isEmpty { return ([], [.refused(broadcast, .noOutput, cause: "no zone")]) }
    var legs: [Leg] = []
    var refusals: [LogRecord] = []
    for (outputID, zones) in Dictionary(grouping: zones, by: \.output).sorted(by: { $0.key < $1.key }) {
      guard let output = parts.outputs[outputID] else {
        refusals.append(.refused(broadcast, .noOutput, cause: outputID, zones: zones.map(\.id)))
        continue
      }
      do {
        let sounds = try Playout.sequence(sources, rate: output.sampleRate)
        let hearing = station.hearing(Set(zones.map(\.id)))
        let length = sounds.reduce(0) { $0 + $1.frameCount }
        let offset = min(FrameCount(from * Double(output.sampleRate)), max(0, length - 1))
        let airing = Airing(
          id: UUID().uuidString.lowercased(), broadcast: broadcast, outputID: outputID,
          deviceName: output.deviceName, kind: output.kind, sampleRate: output.sampleRate,
          zones: zones.map(\.id),
          hearing: station.zones.filter { hearing.contains($0.id) && $0.output == outputID }.map(\.id),
          clips: hashes, author: Playout.names(items.map(\.author)),
          approver: Playout.names(items.compactMap(\.approval?.approver)),
          frames: length - offset, origin: Playout.names(items.map(\.source.rawValue)), offset: offset)
        legs.append(
          Leg(
            airing: airing, sounds: sounds, routes: Playout.routes(to: zones, of: station, broadcast.caps),
            output: output))
      } catch {
        refusals.append(.refused(broadcast, .soundDamaged, cause: "\(error)", zones: zones.map(\.id)))
      }
    }
    return (legs, refusals)
  }

  func begin(_ leg: Leg) {
    if let cause = sound(leg) { fail(leg, cause) }
  }

  func fail(_ leg: Leg, _ cause: String) {
    record([.failed(leg.airing, cause: cause)], at: parts.clock.now())
    results[leg.airing.broadcast.id, default: AirResult()].end = .failed
  }

  /// - Returns: why the output would not take it.
  func sound(_ leg: Leg) -> String? {
    // Looked at again: writing the entry may have taken its time.
    let now = parts.clock.now()
    let start = leg.airing.broadcast.start
    let isLate = start - now.wall < timing.outputLatency + 0.1
    let voice = VoiceID(nextVoice)
    nextVoice += 1
    let request = VoiceRequest(
      id: voice, voiceClass: leg.airing.broadcast.airClass.voiceClass, sounds: leg.sounds,
      start: isLate ? .asSoonAsPossible : .time(now.monotonic(at: start)),
      routes: leg.routes, fadeInFrames: leg.airing.offset > 0 ? FrameCount(leg.airing.sampleRate / 50) : 0,
      loops: leg.loops, offset: leg.airing.offset)
    do {
      try leg.output.start(request)
      airings[VoiceKey(output: leg.airing.outputID, voice: voice)] = leg.airing
      openAirings[leg.airing.broadcast.id, default: 0] += 1
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// Each once, in alphabetical order.
  static func names(_ names: [String]) -> String { Set(names).sorted().joined(separator: ", ") }

  /// The channels of the zones; one that drives a zone with a volume cap is as quiet as the lowest cap asks.
  static func routes(
    to zones: [Zone], of station: Station, _ caps: [Broadcast.ZoneCap]
  ) -> [VoiceRequest.Route] {
    guard let output = zones.first?.output else { return [] }
    return Set(zones.flatMap(\.channels)).sorted().map { channel in
      let heard = station.zones.filter { $0.output == output && $0.channels.contains(channel) }.map(\.id)
      let decibels = caps.filter { heard.contains($0.zone) }.map(\.decibels).min() ?? 0
      return VoiceRequest.Route(channel: channel - 1, gain: Float(pow(10, decibels / 20)))
    }
  }

  private static func seconds(_ clips: [Clip]) -> Double {
    clips.reduce(0) { $0 + $1.duration } + PartGap.seconds * Double(max(0, clips.count - 1))
  }

  static func sequence(_ clips: [Clip], rate: Int) throws -> [Sound] {
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
  package var voiceClass: VoiceClass {
    switch self {
    case .filler: .filler
    case .test, .routine: .routine
    case .priority: .priority
    case .emergency: .emergency
    }
  }
}
