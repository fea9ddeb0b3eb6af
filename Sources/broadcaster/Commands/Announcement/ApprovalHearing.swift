import AudioEngine
import BroadcastCore
import Foundation
import Logging
import VietnameseSpeech

/// An announcement as it will be heard, for whoever approves it.
struct ApprovalHearing {
  var clips: [ClipHash]
  var seconds: Double
  /// Spoken form, one for each turn of a text that changes with the date.
  var spoken: [String]
  var spokenHash: String
  /// `nil` where the sound differs from date to date.
  var sound: [ClipHash]?
  var isDated = false

  static func prepare(
    _ announcement: Announcement, _ station: Station, _ library: ClipLibrary, at now: Moment
  ) async throws -> ApprovalHearing {
    let renderer = try Composition.renderer(
      library: library, station: station, logger: Logger(label: "broadcaster"))
    let date = now.wall.local(in: station.foundationTimeZone).date
    let clips = try await renderer.render(announcement, on: date)
    var seconds = 0.0
    for clip in clips { seconds += try library.load(clip).duration }
    let spoken = try renderer.scripts(of: announcement).map { script in
      script.clauses.map(\.text).joined(separator: " ")
    }
    var sound: [ClipHash]?
    var isDated = false
    if case .dated = announcement.text { isDated = true } else { sound = clips }
    return ApprovalHearing(
      clips: clips, seconds: seconds, spoken: spoken, spokenHash: try renderer.spokenHash(of: announcement),
      sound: sound, isDated: isDated)
  }

  /// A bulletin of a date; its own words have a hash of how they are read, the items theirs.
  static func prepare(
    _ entry: BulletinDesk.Entry, _ station: Station, _ library: ClipLibrary, at now: Moment
  ) async throws -> ApprovalHearing {
    let renderer = try Composition.renderer(
      library: library, station: station, logger: Logger(label: "broadcaster"))
    let date = now.wall.local(in: station.foundationTimeZone).date
    let parts = try entry.bulletin.parts(
      items: entry.items.map(\.announcement), settings: station.templateSettings, on: date)
    let clips = try await renderer.render(parts)
    var seconds = 0.0
    for clip in clips { seconds += try library.load(clip).duration }
    let spoken = try parts.compactMap { part -> String? in
      guard case .text(let text) = part else { return nil }
      return try renderer.script(of: text).clauses.map(\.text).joined(separator: " ")
    }
    return ApprovalHearing(
      clips: clips, seconds: seconds, spoken: spoken,
      spokenHash: try renderer.spokenHash(of: entry.bulletin, settings: station.templateSettings), sound: nil)
  }

  var description: String {
    var lines = ["  Dài \(ClipText.duration(seconds)), \(clips.count) đoạn tiếng."]
    lines += spoken.map { "  Đọc là: \($0)" }
    if isDated { lines.append("  Nội dung theo ngày: duyệt mẫu và những gì điền vào mẫu.") }
    return lines.joined(separator: "\n")
  }
}
