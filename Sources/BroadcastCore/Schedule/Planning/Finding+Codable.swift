/// Written as `{"kind": "programme", "id": "bon-xin"}`; the station has no id.
extension Finding.Subject: Codable {
  private enum Kind: String, Codable {
    case station, programme, announcement, bulletin, event, holiday, zone, criterion
  }

  private enum CodingKeys: String, CodingKey {
    case kind, id
  }

  private var parts: (kind: Kind, id: String?) {
    switch self {
    case .station: (.station, nil)
    case .programme(let id): (.programme, id)
    case .announcement(let id): (.announcement, id)
    case .bulletin(let id): (.bulletin, id)
    case .event(let id): (.event, id)
    case .holiday(let id): (.holiday, id)
    case .zone(let id): (.zone, id.rawValue)
    case .criterion(let code): (.criterion, code)
    }
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func id() throws -> String { try values.decode(String.self, forKey: .id) }
    switch try values.decode(Kind.self, forKey: .kind) {
    case .station: self = .station
    case .programme: self = .programme(try id())
    case .announcement: self = .announcement(try id())
    case .bulletin: self = .bulletin(try id())
    case .event: self = .event(try id())
    case .holiday: self = .holiday(try id())
    case .zone: self = .zone(ZoneID(rawValue: try id()))
    case .criterion: self = .criterion(try id())
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(parts.kind, forKey: .kind)
    try values.encodeIfPresent(parts.id, forKey: .id)
  }
}
