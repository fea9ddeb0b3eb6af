internal import Foundation
internal import Logging

/// Going on where the run before was cut off.
extension Playout {
  /// Interrupted broadcasts go on by their policy, where what was approved is still what is planned.
  func takeUp(_ unfinished: [Unfinished], at now: Moment) {
    for one in unfinished {
      if let broadcast = broadcast(of: one, at: now.wall) {
        if one.isOldNews, broadcast.whenCut == .drop { continue }
        _ = arbiter.handle(.interrupted(broadcast, position: one.position, since: one.since))
      } else if !one.isOldNews {
        var broadcast = Broadcast(
          id: one.broadcast, programme: nil, announcement: one.announcement, content: one.content,
          sound: one.content, airClass: one.airClass, start: one.planned, zones: one.zones.sorted(),
          hearing: one.hearing.sorted())
        broadcast.whenCut = .drop
        _ = arbiter.handle(.interrupted(broadcast, position: one.position, since: one.since))
      }
    }
    for ending in arbiter.takeEndings() { conclude(ending) }
  }

  /// As it is planned now, in the zones that lack it; `nil` where it must not go on: its text has changed, or it aired
  /// on someone's word that was given for that moment.
  private func broadcast(of one: Unfinished, at now: WallTime) -> Broadcast? {
    if one.airClass == .emergency || one.airClass == .test { return nil }
    let known =
      queuedBroadcasts().first { $0.id == one.broadcast }
      ?? plan(from: one.planned, to: one.planned + 1, at: now).first { $0.id == one.broadcast }
    guard var broadcast = known, broadcast.content == one.content, broadcast.isApproved else { return nil }
    broadcast.zones.removeAll { !one.zones.contains($0) }
    broadcast.hearing.removeAll { !one.hearing.contains($0) }
    return broadcast.zones.isEmpty ? nil : broadcast
  }

  /// The queue without what has aired; the run before may have ended between the two.
  func forgetAired(_ known: [BroadcastID: WallTime]) {
    for item in queued where known[item.broadcast] != nil && arbiter.items[item.broadcast] == nil {
      close(item)
    }
  }
}
