/// How far a programme of days in a row (Luật 10/2022/QH15 Điều 13 khoản 3) has come, zone by zone.
///
/// A zone is done with `count` complete local dates in a row; a missed date starts its count again. A programme is tried on
/// `patience` dates from the first on, and given up after them, or when its campaign or the validity of its text ends.
struct RowProgress: Sendable {
  static let patience = 60
  /// So many days longer a plan tells that a programme was given up.
  static let remembered = 30

  let count: Int
  let first: CivilDate
  private let zoneCount: Int
  /// Zones that are not done yet.
  private(set) var needed: ZoneMask
  /// Complete dates in a row up to now, by zone.
  private var run: [Int]
  private(set) var lastMiss: (date: CivilDate, zones: ZoneMask)?

  init(count: Int, first: CivilDate, zones: ZoneMask, zoneCount: Int) {
    self.count = count
    self.first = first
    self.zoneCount = zoneCount
    needed = zones
    run = Array(repeating: 0, count: zoneCount)
  }

  var isDone: Bool { needed.isEmpty }

  /// Which day of the row comes next: 1… `count`.
  var nextDay: Int {
    var least = count
    needed.forEach { least = min(least, run[$0]) }
    return least + 1
  }

  /// Takes in a date on which it aired completely in `aired`.
  ///
  /// - Returns: the zones whose count started again and had begun.
  @discardableResult
  mutating func advance(_ date: CivilDate, aired: ZoneMask) -> ZoneMask {
    var broken = ZoneMask(zoneCount: zoneCount)
    var missed = ZoneMask(zoneCount: zoneCount)
    var done = ZoneMask(zoneCount: zoneCount)
    var isAired = Array(repeating: false, count: zoneCount)
    aired.forEach { isAired[$0] = true }
    var run = run
    let count = count
    needed.forEach { zone in
      if isAired[zone] {
        run[zone] += 1
        if run[zone] >= count { done.insert(zone) }
      } else {
        missed.insert(zone)
        if run[zone] > 0 { broken.insert(zone) }
        run[zone] = 0
      }
    }
    self.run = run
    if !missed.isEmpty { lastMiss = (date, missed) }
    needed.subtract(done)
    return broken
  }
}

/// What the log says, ready to be asked by programme, text and date.
struct CompletionTable: Sendable {
  let today: CivilDate?
  private struct Key: Hashable {
    var programme: String
    var content: String
  }
  private var zones: [Key: [CivilDate: ZoneMask]] = [:]
  private let none: ZoneMask

  init(_ history: AirHistory, _ table: ZoneTable) {
    today = history.today
    none = ZoneMask(zoneCount: table.count)
    for completion in history.completions {
      guard let position = table.positions[completion.zone] else { continue }
      let key = Key(programme: completion.programme, content: completion.content)
      zones[key, default: [:]][completion.date, default: none].insert(position)
    }
  }

  func zones(_ item: PlannedItem, on date: CivilDate) -> ZoneMask {
    zones[Key(programme: item.id, content: item.content.hash)]?[date] ?? none
  }
}
