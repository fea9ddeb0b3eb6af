internal import Foundation

/// Joins the lines of a log to what was aired: `accepted` says what it was for, `ended` how it went.
struct AiredEntries {
  /// In the order of the log.
  private(set) var entries: [AiredEntry] = []
  private var accepted: [String: LogLine] = [:]
  /// Channels that fell silent, by output, while something sounded on it.
  private var silences: [String: [(seq: Int64, channel: Int)]] = [:]
  /// How far, in frames, each zone has heard a broadcast that was cut off, from its beginning on; by `pieces(of:)`.
  private var heardTo: [String: [ZoneID: Int64]] = [:]
  /// What was accepted, for finding what sounded over something else.
  private var begun: [(seq: Int64, airing: String, rank: AirClass, hearing: Set<ZoneID>)] = []
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
      if isIntact, let airing = line.airing {
        accepted[airing] = line
        begun.append(
          (
            line.seq, airing, line.class.flatMap { AirClass(rawValue: $0) } ?? .routine,
            Set((line.hearing ?? line.zones ?? []).map { ZoneID(rawValue: $0) })
          ))
        // Only what can still lie over something that has not ended is looked for.
        if accepted.count == 1 { begun.removeFirst(begun.count - 1) }
      }
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
    let meant = Set((line.hearing ?? start?.hearing ?? line.zones ?? []).map { ZoneID(rawValue: $0) })
    // Cut short there by something higher or by someone's word, though the rest of the zones heard it all.
    var heard = meant.subtracting(muted).subtracting((line.incomplete ?? []).map { ZoneID(rawValue: $0) })
    // A process that was killed could not say which zones it had taken away.
    if line.outcome == Outcome.interrupted.rawValue, let start {
      heard.subtract(overruled(start, until: line.seq))
    }
    heard = continued(heard, line, start: start)
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

  /// The zones that have heard it from its beginning on; an airing that takes up a cut off one proves only its own part.
  private mutating func continued(_ heard: Set<ZoneID>, _ line: LogLine, start: LogLine?) -> Set<ZoneID> {
    let key = [line.broadcast ?? "", line.output?.id ?? "", line.output?.kind ?? ""].joined(separator: " ")
    let offset = start?.offset ?? 0
    let whole = offset == 0 ? heard : heard.filter { (heardTo[key]?[$0] ?? 0) >= offset }
    if line.outcome == Outcome.completed.rawValue {
      heardTo[key] = nil
    } else {
      let end = offset + (line.frames?.left?.first ?? 0)
      for zone in whole { heardTo[key, default: [:]][zone] = max(heardTo[key]?[zone] ?? 0, end) }
    }
    return whole
  }

  /// Zones in which something higher was accepted while it sounded.
  private func overruled(_ start: LogLine, until seq: Int64) -> Set<ZoneID> {
    let rank = start.class.flatMap { AirClass(rawValue: $0) } ?? .routine
    return begun.filter { start.seq < $0.seq && $0.seq < seq && $0.rank > rank && $0.airing != start.airing }
      .reduce(into: []) { $0.formUnion($1.hearing) }
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
