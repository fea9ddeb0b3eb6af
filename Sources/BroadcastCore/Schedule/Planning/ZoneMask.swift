/// Zones as bits, by their position in the station: most stations fit into one word.
struct ZoneMask: Hashable, Sendable {
  private var first: UInt64 = 0
  /// Zones from the 65th on; always as long as the station asks.
  private var rest: [UInt64] = []

  init(zoneCount: Int) {
    if zoneCount > 64 { rest = Array(repeating: 0, count: (zoneCount - 1) / 64) }
  }

  mutating func insert(_ position: Int) {
    if position < 64 {
      first |= 1 << UInt64(position)
    } else {
      rest[position / 64 - 1] |= 1 << UInt64(position % 64)
    }
  }

  var isEmpty: Bool { first == 0 && rest.allSatisfy { $0 == 0 } }

  @inline(__always)
  func intersects(_ other: ZoneMask) -> Bool {
    if first & other.first != 0 { return true }
    return rest.isEmpty ? false : zip(rest, other.rest).contains { $0 & $1 != 0 }
  }

  func intersection(_ other: ZoneMask) -> ZoneMask {
    var result = self
    result.first &= other.first
    for index in rest.indices { result.rest[index] &= other.rest[index] }
    return result
  }

  mutating func formUnion(_ other: ZoneMask) {
    first |= other.first
    for index in rest.indices { rest[index] |= other.rest[index] }
  }

  func subtracting(_ other: ZoneMask) -> ZoneMask {
    var rest = self
    rest.subtract(other)
    return rest
  }

  mutating func subtract(_ other: ZoneMask) {
    first &= ~other.first
    for index in rest.indices { rest[index] &= ~other.rest[index] }
  }

  @inline(__always)
  func forEach(_ body: (Int) -> Void) {
    var word = first
    while word != 0 {
      body(word.trailingZeroBitCount)
      word &= word - 1
    }
    for index in rest.indices {
      var word = rest[index]
      while word != 0 {
        body((index + 1) * 64 + word.trailingZeroBitCount)
        word &= word - 1
      }
    }
  }
}

/// The station's zones by position, and which of them hear each other.
struct ZoneTable: Sendable {
  let station: Station
  let positions: [ZoneID: Int]
  /// For each zone, those that hear what is sent to it.
  private let heard: [ZoneMask]

  init(_ station: Station) {
    self.station = station
    positions = Dictionary(station.zones.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let count = station.zones.count
    var byChannel: [String: ZoneMask] = [:]
    for (position, zone) in station.zones.enumerated() {
      for channel in zone.channels {
        byChannel["\(zone.output)/\(channel)", default: ZoneMask(zoneCount: count)].insert(position)
      }
    }
    heard = station.zones.map { zone in
      var mask = ZoneMask(zoneCount: count)
      for channel in zone.channels {
        if let others = byChannel["\(zone.output)/\(channel)"] { mask.formUnion(others) }
      }
      return mask
    }
  }

  var count: Int { heard.count }

  func mask(_ zones: some Sequence<ZoneID>) -> ZoneMask {
    var mask = ZoneMask(zoneCount: count)
    for zone in zones { if let position = positions[zone] { mask.insert(position) } }
    return mask
  }

  func hearing(_ zones: ZoneMask) -> ZoneMask {
    var mask = ZoneMask(zoneCount: count)
    zones.forEach { mask.formUnion(heard[$0]) }
    return mask
  }

  /// In alphabetical order.
  func ids(_ mask: ZoneMask) -> [ZoneID] {
    var ids: [ZoneID] = []
    mask.forEach { ids.append(station.zones[$0].id) }
    return ids.sorted()
  }

  /// "Thôn 1, Thôn 2", "mọi cụm loa".
  func names(_ mask: ZoneMask) -> String {
    var names: [String] = []
    mask.forEach { names.append(station.zones[$0].name) }
    if names.count == count, count > 1 { return "mọi cụm loa" }
    return names.count > 6
      ? names.prefix(5).joined(separator: ", ") + " và \(names.count - 5) cụm loa khác"
      : names.joined(separator: ", ")
  }
}
