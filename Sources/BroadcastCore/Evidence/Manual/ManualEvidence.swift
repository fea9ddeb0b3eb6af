/// Evidence that a person brings (ảnh, biên bản, thư): beside what the log proves, never mixed with it.
public struct ManualEvidence: Hashable, Sendable, Codable, Identifiable {
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case photo, minutes, letter, document

    public var vietnamese: String {
      switch self {
      case .photo: "ảnh"
      case .minutes: "biên bản"
      case .letter: "thư"
      case .document: "văn bản"
      }
    }
  }

  /// Number in the order of entering, from 1; 0 before it is stored.
  public var id: Int64
  /// `Criterion.code`.
  public var criterion: String
  public var kind: Kind
  /// Local date of what it shows.
  public var date: CivilDate
  public var title: String
  /// `Actor` or name of the account that entered it.
  public var author: String
  /// SHA-256 of the file in `STATE/documents`.
  public var hash: String

  public init(
    id: Int64 = 0, criterion: String, kind: Kind, date: CivilDate, title: String, author: String, hash: String
  ) {
    self.id = id
    self.criterion = criterion
    self.kind = kind
    self.date = date
    self.title = title
    self.author = author
    self.hash = hash
  }
}
