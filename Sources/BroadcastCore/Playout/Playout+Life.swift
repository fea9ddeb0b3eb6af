internal import AudioEngine
internal import Logging

/// Beginning, running and ending.
extension Playout {
  /// Runs until the task is cancelled.
  ///
  /// - Parameter testAnnouncement: air the station's `on_start` item; without it only an all-file station does.
  public func run(testAnnouncement: Bool) async throws {
    try begin(testAnnouncement: testAnnouncement)
    while !Task.isCancelled {
      step()
      await parts.clock.wait(seconds: 0.5)
    }
  }

  /// Fades out, lets the outputs drain, writes how everything ended, and closes the log of this run.
  ///
  /// - Throws: what could not be written even after several tries.
  public func shutdown(fadeSeconds: Double = 0.3) async throws(UnwrittenEntries) {
    preparation?.cancel()
    isEnding = true
    // Whoever restarts the station wants the rest heard; whoever stops it for longer hears nothing later.
    for airing in airings.values where cuts[airing.broadcast.id] == nil {
      cuts[airing.broadcast.id] = AirCut(reason: "shutdown", by: "station")
    }
    await withTaskGroup(of: Void.self) { group in
      for output in parts.outputs.values {
        group.addTask { await output.close(fadeFrames: FrameCount(fadeSeconds * Double(output.sampleRate))) }
      }
    }
    await parts.archive?.close()
    // The outputs' streams have ended; what they reported last is still on its way here.
    for consumer in consumers { await consumer.value }
    await darken()
    record([LogRecord(kind: .stationStopped, fields: [:])], at: parts.clock.now())
    for _ in 0..<10 where !journal.pending.isEmpty {
      await parts.clock.wait(seconds: 0.5)
      journal.retry(publish: publish)
    }
    sign(.shutdown, at: parts.clock.now())
    entrySink.finish()
    alarmSink.finish()
    beatSink.finish()
    let unwritten = journal.pending.flatMap { records, moment in
      records.map { $0.line(seq: -1, event: "", moment: moment) }
    }
    if !unwritten.isEmpty { throw UnwrittenEntries(lines: unwritten) }
  }

  /// What comes first: close what the last run left open, say what was missed, start listening to the outputs.
  func begin(testAnnouncement: Bool) throws {
    let now = parts.clock.now()
    let lastWall = try CrashRecovery.lastWall(log: parts.log)
    let known = try CrashRecovery.known(log: parts.log, since: now.wall + -7 * 86_400, now: now.wall)
    for entry in try CrashRecovery.closeInterrupted(log: parts.log, at: now) { publish(entry) }
    let unfinished = try lastWall.map { try Unfinished.read(parts.log, lastWall: $0) } ?? []
    arbiter = Arbiter(
      timing: timing, rules: Playout.rules(of: snapshot.station, planner, parts.outputs), done: known)
    record([.stationStarted(snapshot.station, parts.outputs)], at: now)
    if let lastWall, lastWall < now.wall {
      lateSince = lastWall
      let from = max(lastWall, now.wall + -7 * 86_400)
      let missed = plan(from: from, to: now.wall + -timing.lateTolerance, at: now.wall)
        .filter {
          known[$0.id] == nil && now.wall - $0.start > $0.whenMissed.tolerance(atLeast: timing.lateTolerance)
        }
      record(
        missed.map { .refused($0, $0.heldBecause?.refusal ?? .stationDown, cause: $0.heldBecause?.rawValue) },
        at: now)
      alarm(missed: missed.filter { $0.heldBecause == nil }, since: lastWall)
    }
    for trouble in alarms.takeTroubles() { parts.logger.error("Bảng cảnh báo: \(trouble)") }
    readQueue()
    lastTick = now.wall
    takeUp(unfinished, at: now)
    forgetAired(known)
    for (id, output) in parts.outputs {
      consumers.append(
        Task { [weak self] in
          for await event in output.events { await self?.handle(event, of: id) }
        })
    }
    if let archive = parts.archive { consumers.append(Task { [weak self] in await self?.log(archive) }) }
    let allFiles = parts.outputs.values.allSatisfy { $0.kind == .file }
    if let id = snapshot.station.onStart, testAnnouncement || allFiles { addTest(of: id, at: now.wall) }
    prepareEmergencies()
    watchClock(at: now)
  }

  func addTest(of announcement: String, at now: WallTime) {
    guard let stored = snapshot.announcement(announcement) else { return }
    arbiter.add(
      Broadcast(
        id: BroadcastID(rawValue: "test@\(now)"), programme: nil, announcement: announcement,
        title: stored.announcement.title, content: stored.announcement.contentHash,
        sound: stored.announcement.contentHash + snapshot.station.speechKey, airClass: .test, start: now,
        zones: snapshot.station.zones.map(\.id), isApproved: stored.isApproved))
  }
}
