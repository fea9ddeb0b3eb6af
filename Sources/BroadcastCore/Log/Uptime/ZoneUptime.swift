public import Foundation

/// How long each zone could broadcast on each day ("duy trì hoạt động"), from the log's entries alone.
public struct ZoneUptime: Sendable {
  /// A zone on a local date.
  public struct Day: Hashable, Sendable {
    public var zone: String
    public var date: CivilDate
    /// Seconds in which the station ran and the zone's output worked: certain, and at most. They differ after a crash,
    /// which leaves no entry of its moment.
    public var seconds: ClosedRange<Double>
    public var faults: [Fault]
  }

  /// A trouble of a zone's output.
  public struct Fault: Hashable, Sendable {
    /// `lost` or `stalled`.
    public var name: String
    public var from: WallTime
    public var seconds: Double
  }

  private struct Output {
    var ableSince: WallTime?
    var trouble: (name: String, since: WallTime)?
  }

  private let timeZone: TimeZone
  private var zones: [String: String] = [:]
  private var outputs: [String: Output] = [:]
  private var lastWall: WallTime?
  private var isRunning = false
  private var days: [Key: Day] = [:]

  private struct Key: Hashable {
    var zone: String
    var date: CivilDate
  }

  public init(timeZone: TimeZone) {
    self.timeZone = timeZone
  }

  /// The next entry, in order.
  public mutating func take(_ line: LogLine) {
    guard let wall = WallTime(line.wall) else { return }
    switch LogRecord.Kind(rawValue: line.kind) {
    case .stationStarted:
      if isRunning { stop(certain: lastWall ?? wall, possible: wall) }
      zones = line.zoneOutputs ?? [:]
      outputs = [:]
      for id in Set(zones.values) { outputs[id] = Output(ableSince: wall) }
      isRunning = true
    case .stationStopped:
      stop(certain: wall, possible: wall)
    case .output:
      guard isRunning, let id = line.output?.id, let name = line.eventName else { break }
      switch name {
      case "lost", "stalled": fail(id, name, at: wall)
      case "returned", "stall-ended": recover(id, at: wall)
      default: break
      }
    default: break
    }
    lastWall = wall
  }

  /// The next entry is of another kind: it only tells that the station was there.
  mutating func pass(_ wall: String) { lastWall = WallTime(wall) ?? lastWall }

  /// All days so far, by date and zone. `now` is when a station that still runs was looked at.
  public func report(now: WallTime) -> [Day] {
    var copy = self
    if copy.isRunning { copy.stop(certain: lastWall ?? now, possible: max(now, lastWall ?? now)) }
    return copy.days.values.sorted { ($0.date, $0.zone) < ($1.date, $1.zone) }
  }

  private mutating func stop(certain: WallTime, possible: WallTime) {
    for (id, output) in outputs {
      if let since = output.ableSince {
        add(id, since, certain, isCertain: true)
        add(id, max(since, certain), possible, isCertain: false)
      }
      if let trouble = output.trouble { note(id, trouble.name, trouble.since, certain) }
    }
    outputs = [:]
    isRunning = false
  }

  private mutating func fail(_ id: String, _ name: String, at wall: WallTime) {
    if let since = outputs[id]?.ableSince { add(id, since, wall, isCertain: true) }
    outputs[id]?.ableSince = nil
    if outputs[id]?.trouble == nil { outputs[id]?.trouble = (name, wall) }
  }

  private mutating func recover(_ id: String, at wall: WallTime) {
    guard let trouble = outputs[id]?.trouble else { return }
    note(id, trouble.name, trouble.since, wall)
    outputs[id] = Output(ableSince: wall)
  }

  private mutating func note(_ output: String, _ name: String, _ from: WallTime, _ to: WallTime) {
    let date = from.local(in: timeZone).date
    for (zone, own) in zones where own == output {
      day(zone, date) { $0.faults.append(Fault(name: name, from: from, seconds: max(0, to - from))) }
    }
  }

  private mutating func add(_ output: String, _ from: WallTime, _ to: WallTime, isCertain: Bool) {
    var from = from
    while from < to {
      let date = from.local(in: timeZone).date
      let end = min(to, max(WallTime(local: date + 1, .midnight, in: timeZone), from + 1))
      for (zone, own) in zones where own == output {
        day(zone, date) {
          let (low, high) = ($0.seconds.lowerBound, $0.seconds.upperBound)
          $0.seconds = low + (isCertain ? end - from : 0)...high + (end - from)
        }
      }
      from = end
    }
  }

  private mutating func day(_ zone: String, _ date: CivilDate, _ change: (inout Day) -> Void) {
    change(
      &days[Key(zone: zone, date: date), default: Day(zone: zone, date: date, seconds: 0...0, faults: [])])
  }
}
