/// Everything that the files of one report are made of.
public struct EvidenceReport: Sendable {
  public var coverage: Coverage
  public var station: Station
  /// By `Announcement.id`: the documents that they make known.
  public var documents: [String: SourceDocument]
  public var manual: [ManualEvidence]
  public var letterhead: Letterhead
  /// The log's signed state; `nil` where there is none yet, and the report says so.
  public var seal: Seal?

  /// Who issues it. Number and date stay blank until the clerk files it.
  public struct Letterhead: Hashable, Sendable {
    /// Cơ quan chủ quản; empty for a People's Committee, which has none on its papers.
    public var superior: String
    /// Cơ quan ban hành.
    public var issuer: String
    /// "BC-UBND".
    public var symbol: String
    public var place: String
    /// "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".
    public var signature: [String]
    public var recipients: [String]

    public init(station: Station) {
      superior = ""
      issuer = "Ủy ban nhân dân\n\(station.commune)"
      symbol = "BC-UBND"
      let words = station.commune.split(separator: " ").drop {
        ["xã", "phường", "thị", "trấn"].contains($0.lowercased())
      }
      place = words.isEmpty ? station.commune : words.joined(separator: " ")
      signature = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
      recipients = ["Như trên", "Phòng Văn hóa - Xã hội", "Lưu: VT, VHXH"]
    }
  }

  /// Seam for the signed checkpoint of the log.
  public struct Seal: Hashable, Sendable {
    /// Lines of the checkpoint.
    public var checkpoint: String
    /// An SVG element, or empty.
    public var qrCode: String

    public init(checkpoint: String, qrCode: String) {
      self.checkpoint = checkpoint
      self.qrCode = qrCode
    }
  }

  public init(
    coverage: Coverage, snapshot: StationStore.Snapshot, manual: [ManualEvidence] = [],
    letterhead: Letterhead? = nil, seal: Seal? = nil
  ) {
    self.coverage = coverage
    station = snapshot.station
    documents = Dictionary(
      snapshot.announcements.compactMap { stored in
        stored.announcement.document.map { (stored.announcement.id, $0) }
      }
    ) { first, _ in first }
    let codes = Set(coverage.criteria.map(\.criterion.code))
    let period = coverage.from...coverage.to
    self.manual = manual.filter { codes.contains($0.criterion) && period.contains($0.date) }
    self.letterhead = letterhead ?? Letterhead(station: snapshot.station)
    self.seal = seal
  }

  /// What every page, sheet and file of a trial bears.
  static let trialNotice = "BẢN THỬ: có tính thiết bị ảo, KHÔNG dùng làm minh chứng"

  func name(of zone: ZoneID) -> String { station.zones.first { $0.id == zone }?.name ?? zone.rawValue }

  func names(of zones: [ZoneID]) -> String {
    if zones.count > 1, zones.count == station.zones.count { return "mọi cụm loa" }
    return zones.map(name).joined(separator: ", ")
  }
}
