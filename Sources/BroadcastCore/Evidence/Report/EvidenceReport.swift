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
  /// The first thing that is wrong with the log, where a report was wanted all the same: every page bears it.
  public var fault: String?
  /// Minutes and faults of each zone and date.
  public var uptime: [ZoneUptime.Day] = []

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

  /// A signed checkpoint of the log, made after the entries of the report were read.
  public struct Seal: Hashable, Sendable {
    /// As a signed note.
    public var checkpoint: String
    /// An SVG element, or empty where the note is too long for one.
    public var qrCode: String
    /// The key that signed it, in the form of C2SP signed-note.
    public var key: String
    /// Entries under it.
    public var size: Int64
    /// Folder of the verifiable bundle beside the report; `nil` where none was written.
    public var bundle: String?

    public init(_ kept: CheckpointMaker.Kept, key: String, bundle: String?) {
      checkpoint = kept.note.description
      qrCode = QRCode(checkpoint)?.svg ?? ""
      self.key = key
      size = kept.checkpoint.size
      self.bundle = bundle
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

  /// What every page bears beside its text, or nil.
  public var stamp: String? {
    if fault != nil { return Self.faultNotice }
    return coverage.isTrial ? Self.trialNotice : nil
  }

  static let faultNotice = "NHẬT KÝ KHÔNG ĐÚNG: báo cáo này KHÔNG dùng làm minh chứng"

  func name(of zone: ZoneID) -> String { station.zones.first { $0.id == zone }?.name ?? zone.rawValue }

  func names(of zones: [ZoneID]) -> String {
    if zones.count > 1, zones.count == station.zones.count { return "mọi cụm loa" }
    return zones.map(name).joined(separator: ", ")
  }
}
