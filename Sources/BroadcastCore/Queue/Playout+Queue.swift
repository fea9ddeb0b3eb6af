internal import Foundation
internal import Logging

/// One-off broadcasts beside the plan.
extension Playout {
  /// - Returns: the item as it is now.
  public func queue(_ order: QueueOrder, by actor: Actor) throws(QueueError) -> QueueItem {
    let now = parts.clock.now()
    switch order {
    case .add(let announcement, let zones, let time, let isHeld):
      return try add(announcement, zones, time, isHeld: isHeld, by: actor, at: now)
    case .again(let id, let time):
      guard let item = try stored(id) else { throw QueueError(.unknownItem(id)) }
      return try add(item.announcement, item.zones, time, isHeld: false, by: actor, at: now)
    case .hold(let id): return try change(id, "hold", by: actor, at: now) { item in item.isHeld = true }
    case .cancel(let id): return try change(id, "cancel", isOpen: false, by: actor, at: now) { _ in }
    case .release(let id):
      return try change(id, "release", by: actor, at: now) { item in
        item.isHeld = false
        item.start = max(item.start, now.wall)
      }
    case .move(let id, let time):
      guard let item = queued.first(where: { $0.id == id }) else { throw QueueError(.unknownItem(id)) }
      let start = try start(of: item, time, at: now)
      return try change(id, "move", by: actor, at: now) { item in item.start = start }
    }
  }

  /// Those that are to air, held ones too.
  public func queuedItems() -> [QueueItem] { queued }

  /// The queue as the arbiter takes it.
  func queuedBroadcasts() -> [Broadcast] { queued.filter { !$0.isHeld }.compactMap(broadcast(of:)) }

  func readQueue() {
    do {
      queued = try queueStore.open()
    } catch {
      parts.logger.error("Không đọc được hàng đợi: \(error)")
      raise(
        .failed, .error, about: "queue",
        cause: "Không đọc được hàng đợi, các lượt phát lẻ đã xếp không phát: \(error)",
        cure: "Chạy «broadcaster doctor», rồi xếp lại bằng «broadcaster queue add».")
    }
  }

  /// More than an operator can keep in mind; a script that runs wild stops here.
  static let longestQueue = 100

  /// It has come to its end.
  func closeQueued(_ ending: Ending) {
    // What the station's own end cut off goes on in the next run.
    if isEnding, ending.kind != .completed { return }
    if let item = queued.first(where: { $0.broadcast == ending.broadcast.id }) { close(item) }
  }

  func close(_ item: QueueItem) {
    queued.removeAll { $0.id == item.id }
    do {
      try queueStore.close(item.id)
    } catch {
      // The log knows that it has aired, so the next run does not air it again.
      parts.logger.error("Chưa đóng được lượt phát «\(item.id)» của hàng đợi: \(error)")
    }
  }

  private func add(
    _ announcement: String, _ zones: [ZoneID], _ time: QueueTime, isHeld: Bool, by actor: Actor,
    at now: Moment
  ) throws(QueueError) -> QueueItem {
    guard let content = content(announcement) else {
      throw QueueError(
        .unknownAnnouncement(
          announcement, known: snapshot.announcements.map(\.announcement.id) + snapshot.bulletins.map(\.id)))
    }
    guard queued.count < Playout.longestQueue else { throw QueueError(.full(Playout.longestQueue)) }
    let known = snapshot.station.zones.map(\.id)
    for zone in zones where !known.contains(zone) {
      throw QueueError(.unknownZone(zone.rawValue, known: known.map(\.rawValue)))
    }
    guard content.isApproved else { throw QueueError(.notApproved(announcement)) }
    let allowed = zonesAllowed(for: announcement)
    let wanted = zones.isEmpty ? known.filter { allowed?.contains($0) ?? true } : known.filter(zones.contains)
    let outside = wanted.filter { !(allowed?.contains($0) ?? true) }
    guard outside.isEmpty else { throw QueueError(.zonesNotApproved(announcement, outside.map(\.rawValue))) }
    var item = QueueItem(
      id: "", announcement: announcement, zones: wanted, start: now.wall, isHeld: isHeld, reason: "",
      by: actor.description)
    item.start = try start(of: item, time, at: now)
    item.reason = Playout.reason(time, by: actor)
    let (kept, entries): (QueueItem, [LogEntry])
    do {
      (kept, entries) = try queueStore.add(item, by: actor, at: now)
    } catch {
      parts.logger.error("Chưa ghi được hàng đợi: \(error)")
      throw QueueError(.unwritten)
    }
    entries.forEach(publish)
    queued.append(kept)
    replan()
    return kept
  }

  private func change(
    _ id: String, _ action: String, isOpen: Bool = true, by actor: Actor, at now: Moment,
    _ edit: (inout QueueItem) -> Void
  ) throws(QueueError) -> QueueItem {
    guard let index = queued.firstIndex(where: { $0.id == id }) else {
      throw QueueError(try stored(id) == nil ? .unknownItem(id) : .begun(id))
    }
    let before = queued[index]
    // One that was cut off has begun too: the arbiter takes it up again whatever the queue says, and STOP ends it.
    if let item = arbiter.items[before.broadcast], item.isSounding || item.cut != nil {
      throw QueueError(.begun(id))
    }
    var after = before
    edit(&after)
    do {
      for entry in try queueStore.change(before, to: after, action, isOpen: isOpen, by: actor, at: now) {
        publish(entry)
      }
    } catch {
      parts.logger.error("Chưa ghi được hàng đợi: \(error)")
      throw QueueError(.unwritten)
    }
    queued[index] = after
    if !isOpen { queued.remove(at: index) }
    replan()
    return after
  }

  private func stored(_ id: String) throws(QueueError) -> QueueItem? {
    do {
      return try queueStore.item(id)
    } catch {
      parts.logger.error("Không đọc được hàng đợi: \(error)")
      throw QueueError(.unwritten)
    }
  }

  private func start(of item: QueueItem, _ time: QueueTime, at now: Moment) throws(QueueError) -> WallTime {
    switch time {
    case .at(let start):
      guard start > now.wall else { throw QueueError(.past) }
      return start
    case .now: return now.wall
    case .next:
      guard let wanted = broadcast(of: item) else {
        throw QueueError(.unknownAnnouncement(item.announcement, known: []))
      }
      let others = arbiter.items.values.map { item in
        // One that was cut off, or begins late, is heard later than it was planned.
        var broadcast = item.broadcast
        broadcast.start = max(broadcast.start, item.due)
        return broadcast
      }
      guard let start = FreeSlot.next(for: wanted, after: now.wall, among: others, rules: arbiter.rules)
      else {
        throw QueueError(.noRoom)
      }
      return start
    }
  }

  private func broadcast(of item: QueueItem) -> Broadcast? {
    let station = snapshot.station
    guard let content = content(item.announcement) else {
      // Its text has left the set-up: it stays in the list, and is refused at its time with an entry and an alarm.
      return Broadcast(
        id: item.broadcast, programme: nil, announcement: item.announcement, title: item.announcement,
        content: "", sound: "", airClass: .routine, start: item.start, zones: item.zones, hearing: item.zones,
        reason: item.reason + " Bản tin này không còn trong đài.", isApproved: false)
    }
    let date = item.start.local(in: station.foundationTimeZone).date
    let hearing = station.hearing(Set(item.zones))
    // One whose text cannot be made fails when it is prepared, with its reason.
    let seconds =
      switch content.length {
      case .fixed(let seconds): seconds
      case .dated(let seconds): seconds(date) ?? 0
      }
    return Broadcast(
      id: item.broadcast, programme: nil, announcement: item.announcement, isBulletin: content.isBulletin,
      title: content.title, content: content.hash, sound: content.hash + station.speechKey,
      airClass: content.airClass, origin: content.origin, criteria: content.criteria,
      supporting: content.supporting, start: item.start, seconds: seconds, zones: item.zones,
      hearing: station.zones.map(\.id).filter(hearing.contains),
      caps: station.hours.caps(
        from: item.start, seconds: seconds, zones: hearing, in: station.foundationTimeZone),
      reason: item.reason, isApproved: content.mayAir(on: date),
      whenCut: .resume(leadBackSeconds: 3), whenMissed: .playLate(withinMinutes: 10))
  }

  /// An announcement or a bulletin, as planned.
  private func content(_ id: String) -> PlannedContent? {
    if let stored = snapshot.announcement(id) { return PlannedContent(stored, lengths: lengths) }
    guard let bulletin = snapshot.bulletins.first(where: { $0.id == id }) else { return nil }
    let items = bulletin.items.compactMap(snapshot.announcement)
    guard items.count == bulletin.items.count else { return nil }
    return PlannedContent(
      bulletin, items: items, approvals: snapshot.bulletinApprovals.mapValues(\.contentHash),
      settings: snapshot.station.templateSettings, lengths: lengths)
  }

  /// Where all of it is approved for; `nil` is everywhere.
  private func zonesAllowed(for id: String) -> Set<ZoneID>? {
    let items =
      snapshot.announcement(id).map { [$0] }
      ?? snapshot.bulletins.first { $0.id == id }?.items.compactMap(snapshot.announcement) ?? []
    let sets = items.compactMap { $0.announcement.zones.map { Set($0) } }
    guard var allowed = sets.first else { return nil }
    for other in sets { allowed.formIntersection(other) }
    return allowed
  }

  private static func reason(_ time: QueueTime, by actor: Actor) -> String {
    switch time {
    case .at: "\(actor) xếp vào giờ này."
    case .now: "\(actor) cho phát ngay."
    case .next: "\(actor) xếp vào chỗ trống đầu tiên của lịch."
    }
  }
}
