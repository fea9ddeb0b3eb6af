internal import Foundation

/// Joins the lines of a log to what was aired: `accepted` says what it was for, `ended` how it went.
struct AiredEntries {
  /// In the order of the log.
  private(set) var entries: [AiredEntry] = []
  private var accepted: [String: LogLine] = [:]
  /// Channels that fell silent, by output, while something sounded on it.
  private var silences: [String: [(seq: Int64, channel: Int)]] = [:]
  private let station: Station
  private let timeZone: TimeZone
  private let includesVirtual: Bool
  /// For lines older than the field `criteria`, by content hash.
  private let purposes: [String: AnnouncementPurpose]
  private let titles: [Int64: String]

  init(
    station: Station, includesVirtual: Bool, purposes: [String: AnnouncementPurpose] = [:],
    titles: [Int64: String] = [:]
  ) {
    self.station = station
    timeZone = station.foundationTimeZone
    self.includesVirtual = includesVirtual
    self.purposes = purposes
    self.titles = titles
  }

  /// - Parameter isIntact: whether the line still has the hash with which it was written.
  mutating func add(_ line: LogLine, isIntact: Bool = true) {
    switch line.kind {
    case "accepted":
      if isIntact, let airing = line.airing { accepted[airing] = line }
    case "output":
      if line.eventName == "silent", let output = line.output?.id, let channel = line.channel {
        silences[output, default: []].append((line.seq, channel))
      }
    case "ended": end(line, isIntact: isIntact)
    default: break
    }
  }

  private mutating func end(_ line: LogLine, isIntact: Bool) {
    guard let airing = line.airing else { return }
    // Exactly one end belongs to one acceptance: a second one proves nothing.
    let start = accepted.removeValue(forKey: airing)
    let began = WallTime(start?.planned ?? line.wall)
    let length = Double(line.frames?.left?.first ?? 0) / Double(max(1, start?.rate ?? 48_000))
    let ended = line.endedWall.flatMap { WallTime($0) }
    let instant = ended.map { $0 + -length } ?? began ?? WallTime(nanoseconds: 0)
    let (date, time) = instant.local(in: timeZone)
    let purpose = start?.content.flatMap { purposes[$0] }
    let output = line.output?.id ?? ""
    let muted = silentZones(output, from: start?.seq ?? line.seq, to: line.seq)
    let meant = Set((line.hearing ?? line.zones ?? []).map { ZoneID(rawValue: $0) })
    // Cut short there by something higher or by someone's word, though the rest of the zones heard it all.
    let heard = meant.subtracting(muted).subtracting((line.incomplete ?? []).map { ZoneID(rawValue: $0) })
    entries.append(
      AiredEntry(
        seq: line.seq, acceptedSeq: start?.seq ?? line.seq, broadcast: line.broadcast ?? "",
        programme: start?.programme, announcement: line.announcement ?? "", content: start?.content ?? "",
        title: titles[start?.seq ?? -1] ?? line.announcement ?? "", airClass: line.class ?? "",
        criteria: start?.criteria ?? purpose?.criteria ?? [],
        supporting: start?.supporting ?? purpose?.supporting ?? [],
        isThreeDays: start?.threeDays ?? purpose?.isThreeDays ?? false,
        holiday: start?.holiday ?? purpose?.holiday, communityEvent: start?.communityEvent, date: date,
        time: String((time.description + ":00").prefix(8)), seconds: Int(length.rounded()),
        zones: heard.sorted(), missing: meant.subtracting(heard).sorted(), output: output,
        outputKind: line.output?.kind ?? "",
        loudnessMlufs: line.loudnessMlufs, xruns: line.xruns ?? 0, author: start?.author ?? "",
        approver: start?.approver ?? "", isClockTrusted: line.clockTrusted,
        standing: standing(line, start: start, isIntact: isIntact)))
  }

  private func standing(_ line: LogLine, start: LogLine?, isIntact: Bool) -> AiredEntry.Standing {
    if line.isSimulated == true || start?.isSimulated == true { return .simulated }
    guard isIntact, let start else { return .damaged }
    if line.class == AirClass.test.rawValue || start.class == AirClass.test.rawValue { return .test }
    guard line.outcome == Outcome.completed.rawValue, let total = start.frames?.total, total > 0,
      line.frames?.left == [total, total]
    else { return .incomplete }
    switch line.output?.kind {
    case "device": return .proven
    case "virtual": return includesVirtual ? .trial : .virtual
    default: return .file
    }
  }

  /// Zones that at least one of their channels left without sound between two entries.
  private func silentZones(_ output: String, from: Int64, to: Int64) -> Set<ZoneID> {
    let channels = (silences[output] ?? []).filter { from < $0.seq && $0.seq < to }.map { $0.channel + 1 }
    guard !channels.isEmpty else { return [] }
    return Set(
      station.zones.filter { $0.output == output && !$0.channels.filter(channels.contains).isEmpty }.map(\.id)
    )
  }
}
