internal import AudioEngine
internal import Foundation
internal import Logging

/// Breaking in: tone at once, message as soon as it is spoken.
extension Playout {
  /// Between two readings of the message, in seconds.
  private static let pause = 0.8

  /// Begins the tone in the zones, speaks the text while it sounds, and then airs it. Passes the quiet hours.
  ///
  /// The entry is written while the tone is on its way through the device's buffer; a log that does not take it must not
  /// silence an emergency, so it is then kept and written later.
  public func emergency(_ wanted: EmergencyOrder, by actor: Actor) throws(EmergencyError) -> Broadcast {
    let now = parts.clock.now()
    let station = snapshot.station
    let (order, approved) = try resolve(wanted, at: now)
    let ids = try zones(of: order)
    guard order.text.contains(where: { $0.isLetter || $0.isNumber }) else {
      throw EmergencyError(.nothingToSay)
    }
    if let repeats = order.repeats, !(1...100).contains(repeats) {
      throw EmergencyError(.badRepeats(repeats))
    }
    let hearing = station.hearing(Set(ids))
    let others = arbiter.items.values.filter {
      $0.isSounding && $0.leaving == nil && $0.rank == .emergency
        && !hearing.isDisjoint(with: $0.broadcast.hearing)
    }
    guard others.isEmpty || order.replaces else {
      throw EmergencyError(.onAir(others.map(\.broadcast.title).sorted()))
    }
    // Only where the new one is heard, and only emergencies: elsewhere they go on, and what waits for its turn waits on.
    for other in others {
      perform(arbiter.handle(.replace(other.broadcast.id, hearing)), at: now, by: actor)
    }
    let hash = approved?.announcement.contentHash ?? Hex.sha256(Array(order.text.utf8))
    let broadcast = Broadcast(
      id: BroadcastID(rawValue: "khan-cap@\(now.wall)"), programme: nil,
      announcement: approved?.announcement.id ?? "khan-cap",
      title: order.title, content: hash, sound: hash + station.speechKey, airClass: .emergency,
      start: now.wall,
      zones: ids, hearing: station.zones.map(\.id).filter(hearing.contains),
      reason: "Phát khẩn cấp theo lệnh của \(actor).", whenCut: .restart, whenMissed: .skip)
    let names = Signatures(
      author: approved?.author ?? actor.description,
      approver: approved?.approval?.approver ?? actor.description)
    switchAmplifiers(at: now, extra: hearing)
    let legs = legs(of: broadcast, part: .tone, [], by: names) { rate in
      [.clip(AlertTone.turn(sampleRate: rate))]
    }
    let act = LogRecord.changed(
      Change("emergency", broadcast.id.rawValue, "air", after: order.text), by: actor)
    // Sound first: a slow disk takes longer than the buffer, and people run meanwhile. What the outputs report is read
    // only after this turn, so the entries keep their order.
    let refused = legs.compactMap { leg in sound(leg).map { (leg, $0) } }
    record([act] + legs.map { .accepted($0.airing, title: order.title, text: "", late: false) }, at: now)
    for (leg, cause) in refused { fail(leg, cause) }
    perform(arbiter.begin(broadcast), at: now)
    guard openAirings[broadcast.id] != nil else {
      results[broadcast.id] = nil
      take(.finished(broadcast.id, .failed))
      throw EmergencyError(.noOutput)
    }
    speak(order, as: broadcast, since: now, by: names)
    if approved == nil { askForReview(of: broadcast, by: actor) }
    return broadcast
  }

  /// The order with the text of what was approved in advance, where it names such a one.
  private func resolve(
    _ order: EmergencyOrder, at now: Moment
  ) throws(EmergencyError) -> (EmergencyOrder, StoredAnnouncement?) {
    guard let id = order.announcement else { return (order, nil) }
    guard let stored = snapshot.announcement(id) else {
      let known = snapshot.announcements.filter { $0.announcement.airClass == .emergency }
      throw EmergencyError(.unknownAnnouncement(id, known: known.map(\.announcement.id)))
    }
    let announcement = stored.announcement
    let date = now.wall.local(in: snapshot.station.foundationTimeZone).date
    guard stored.isApproved, announcement.airClass == .emergency, announcement.isValid(on: date),
      let text = try? announcement.text.text(on: date), !text.isEmpty
    else { throw EmergencyError(.notReady(id)) }
    var resolved = order
    resolved.title = announcement.title
    resolved.text = text
    if let allowed = announcement.zones {
      let outside = order.zones.filter { !allowed.contains($0) }.map(\.rawValue)
      guard outside.isEmpty else { throw EmergencyError(.zonesNotApproved(id, outside)) }
      if resolved.zones.isEmpty { resolved.zones = allowed }
    }
    return (resolved, stored)
  }

  /// Breaking the glass is free at once and answered for afterwards; a station without accounts has nobody to ask.
  private func askForReview(of broadcast: Broadcast, by actor: Actor) {
    guard case .account = actor else { return }
    raise(
      .review, .warning, about: broadcast.id.rawValue, zones: broadcast.zones,
      cause: "Tin khẩn cấp «\(broadcast.title)» do \(actor) phát mà không có bản duyệt trước.",
      cure: "Người duyệt xem lại trong nhật ký rồi ghi nhận: «broadcaster alarm review SỐ --note …».",
      by: actor)
  }

  private func zones(of order: EmergencyOrder) throws(EmergencyError) -> [ZoneID] {
    let known = snapshot.station.zones.map(\.id)
    for zone in order.zones where !known.contains(zone) {
      throw EmergencyError(.unknownZone(zone.rawValue, known: known.map(\.rawValue)))
    }
    return order.zones.isEmpty ? known : known.filter(order.zones.contains)
  }

  private func speak(
    _ order: EmergencyOrder, as broadcast: Broadcast, since begin: Moment, by names: Signatures
  ) {
    let (makeRenderer, library, clock, station) = (
      parts.renderer, parts.library, parts.clock, snapshot.station
    )
    // An amplifier that warms up first must not swallow the words.
    let lead = amplifierDesk.map { min(AlertTone.most, $0.settings.lead + 2) } ?? 0
    Task { [weak self] in
      do {
        let hash = try await makeRenderer(station).render(text: order.text)
        let clip = try library.load(hash)
        guard clip.samples(ofChannel: 0).contains(where: { abs($0) > 0.02 }) else {
          throw SoundFileError(code: .badData, path: hash.rawValue, cause: "im lặng")
        }
        await clock.wait(seconds: max(AlertTone.least, lead) - Playout.seconds(from: begin, to: clock.now()))
        await self?.say(hash, clip, order, as: broadcast, by: names)
      } catch {
        await clock.wait(seconds: AlertTone.most - Playout.seconds(from: begin, to: clock.now()))
        await self?.emergencyFailed(broadcast, cause: "\(error)")
      }
    }
  }

  private static func seconds(from begin: Moment, to end: Moment) -> Double {
    Double(end.monotonic.nanoseconds - begin.monotonic.nanoseconds) / 1e9
  }

  /// The message takes over from the tone.
  private func say(
    _ hash: ClipHash, _ clip: Clip, _ order: EmergencyOrder, as broadcast: Broadcast, by names: Signatures
  ) {
    // Stopped, or its devices are gone, before the first word.
    guard let item = arbiter.items[broadcast.id], item.isSounding, item.leaving == nil else { return }
    let now = parts.clock.now()
    let tones = airings.filter { $0.value.broadcast.id == broadcast.id }
    var message = legs(of: broadcast, part: .message, [hash], by: names) { rate in
      let spoken = Sound.clip(try clip.resampled(to: rate))
      let rest = Sound.silence(frames: FrameCount(Playout.pause * Double(rate)))
      guard let repeats = order.repeats else { return [spoken, rest] }
      return Array(Array(repeating: [spoken, rest], count: repeats).joined().dropLast())
    }
    for index in message.indices where order.repeats == nil {
      message[index].loops = true
      message[index].airing.isEndless = true
    }
    record(message.map { .accepted($0.airing, title: order.title, text: order.text, late: false) }, at: now)
    for leg in message { begin(leg) }
    for (key, airing) in tones {
      parts.outputs[key.output]?.stop(key.voice, fadeFrames: FrameCount(airing.sampleRate / 50))
    }
  }

  private func emergencyFailed(_ broadcast: Broadcast, cause: String) {
    record([.refused(broadcast, .notPrepared, cause: cause)], at: parts.clock.now())
    raise(
      .emergencyUnspoken, .critical, about: broadcast.id.rawValue, zones: broadcast.zones,
      cause: "Không đọc được tin khẩn cấp: \(cause)",
      cure: "Báo cho dân bằng cách khác NGAY; rồi chạy «broadcaster doctor».")
    results[broadcast.id, default: AirResult()].end = .failed
    fadeOut(broadcast.id, AirCut(reason: "not-prepared", by: "station"), seconds: Playout.stopFade)
  }

  /// One airing on every output of the zones; an output that is missing or cannot take the sound is refused by the log.
  private func legs(
    of broadcast: Broadcast, part: Airing.Part, _ hashes: [ClipHash], by names: Signatures,
    sounds: (Int) throws -> [Sound]
  ) -> [Leg] {
    let station = snapshot.station
    let zones = station.zones.filter { broadcast.zones.contains($0.id) }
    var legs: [Leg] = []
    for (id, zones) in Dictionary(grouping: zones, by: \.output).sorted(by: { $0.key < $1.key }) {
      guard let output = parts.outputs[id] else {
        record([.refused(broadcast, .noOutput, cause: id, zones: zones.map(\.id))], at: parts.clock.now())
        continue
      }
      do {
        let sounds = try sounds(output.sampleRate)
        let hearing = station.hearing(Set(zones.map(\.id)))
        let airing = Airing(
          id: EventID.make(), broadcast: broadcast, outputID: id, deviceName: output.deviceName,
          kind: output.kind,
          sampleRate: output.sampleRate, zones: zones.map(\.id),
          hearing: station.zones.filter { hearing.contains($0.id) && $0.output == id }.map(\.id),
          clips: hashes,
          author: names.author, approver: names.approver,
          frames: sounds.reduce(0) { $0 + $1.frameCount }, part: part, isEndless: part == .tone)
        legs.append(
          Leg(
            airing: airing, sounds: sounds, routes: Playout.routes(to: zones, of: station, []),
            output: output,
            loops: part == .tone))
      } catch {
        record(
          [.refused(broadcast, .soundDamaged, cause: "\(error)", zones: zones.map(\.id))],
          at: parts.clock.now())
      }
    }
    return legs
  }

  /// Speaks what an emergency may need, one after another, behind everything that the plan needs.
  func prepareEmergencies() {
    let (makeRenderer, station, logger) = (parts.renderer, snapshot.station, parts.logger)
    let earlier = preparation
    preparation = Task {
      await earlier?.value
      for template in EmergencyTemplate.all {
        guard !Task.isCancelled, let text = EmergencyTemplate.text(template.id, of: station)?.text else {
          return
        }
        do {
          _ = try await makeRenderer(station).render(text: text)
        } catch {
          logger.error("Chưa đọc sẵn được mẫu khẩn cấp «\(template.id)»: \(error)")
        }
      }
    }
  }
}

/// Who stands for what is aired.
private struct Signatures {
  var author: String
  var approver: String
}
