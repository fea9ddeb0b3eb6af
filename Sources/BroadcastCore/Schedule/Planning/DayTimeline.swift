/// What has its place on one date: which zones hear what, and when.
///
/// Looking up costs the same however much the rest of the day holds: entries lie in slices of a few minutes, and a slice
/// has room for few, since those that share a zone do not overlap.
struct DayTimeline: Sendable {
  struct Entry: Sendable {
    var span: Range<Int>
    /// Zones that hear it.
    var zones: ZoneMask
    /// Position in the planner's list of what is placed.
    var placed: Int
  }

  private static let sliceSeconds = 256
  private let start: Int
  private var slices: [[Int32]]
  private(set) var entries: [Entry] = []

  /// - Parameter day: entries may reach beyond; they are found there too.
  init(day: Range<Int>) {
    start = day.lowerBound
    slices = Array(repeating: [], count: (day.count + 86_400) / Self.sliceSeconds + 1)
  }

  private func slices(of span: Range<Int>) -> ClosedRange<Int> {
    let last = slices.count - 1
    let lower = min(max(0, (span.lowerBound - start) / Self.sliceSeconds), last)
    let upper = min(max(lower, (span.upperBound - 1 - start) / Self.sliceSeconds), last)
    return lower...upper
  }

  mutating func insert(_ entry: Entry) {
    for slice in slices(of: entry.span) { slices[slice].append(Int32(entries.count)) }
    entries.append(entry)
  }

  /// Of the entries that share a zone with `zones` and come nearer than `gap` seconds to `span`, the one that ends last.
  func conflict(_ span: Range<Int>, _ zones: ZoneMask, gap: Int = 0) -> Entry? {
    var found: Entry?
    let wide = span.lowerBound - gap..<span.upperBound + gap
    for slice in slices(of: wide) {
      for index in slices[slice] {
        let entry = entries[Int(index)]
        if entry.span.lowerBound < wide.upperBound, wide.lowerBound < entry.span.upperBound,
          entry.zones.intersects(zones),
          found.map({ ($0.span.upperBound, $0.placed) < (entry.span.upperBound, entry.placed) }) ?? true
        {
          found = entry
        }
      }
    }
    return found
  }
}
