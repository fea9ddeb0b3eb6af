/// How written text is to be said where speakers of Vietnamese differ. A setting apart from the voice: a commune in the
/// Mekong delta may use the northern voice and still say "ngàn".
public struct NormalizationSettings: Hashable, Sendable {
  /// The choice of words; changing it resets nothing else.
  public var words: RegionalWords
  public var documentNumbers: DocumentNumberStyle
  /// Says "mùng" (mồng) before the days 1–10 of a solar date. Lunar dates always have it.
  public var namesEarlyDays: Bool

  public init(
    region: Region = .north, documentNumbers: DocumentNumberStyle = .brief, namesEarlyDays: Bool = false
  ) {
    self.words = RegionalWords(region)
    self.documentNumbers = documentNumbers
    self.namesEarlyDays = namesEarlyDays
  }

  public enum Region: String, Hashable, Sendable, Codable, CaseIterable {
    case north, central, south
  }

  /// What is said of "54/2025/QĐ-UBND".
  public enum DocumentNumberStyle: String, Hashable, Sendable, Codable, CaseIterable {
    /// "năm mươi tư, năm hai nghìn không trăm hai mươi lăm": the symbol is silent.
    case brief
    /// "năm mươi tư xuyệt hai nghìn không trăm hai mươi lăm xuyệt quyết định Ủy ban nhân dân".
    case full
  }
}

/// The words in which the regions differ.
public struct RegionalWords: Hashable, Sendable {
  public var thousand: Thousand
  public var zeroTens: ZeroTens
  public var four: Four
  public var earlyDay: EarlyDay

  public init(_ region: NormalizationSettings.Region) {
    switch region {
    case .north: self.init(thousand: .nghìn, zeroTens: .linh, four: .tư, earlyDay: .mùng)
    case .central: self.init(thousand: .nghìn, zeroTens: .lẻ, four: .tư, earlyDay: .mùng)
    case .south: self.init(thousand: .ngàn, zeroTens: .lẻ, four: .bốn, earlyDay: .mồng)
    }
  }

  public init(thousand: Thousand, zeroTens: ZeroTens, four: Four, earlyDay: EarlyDay) {
    self.thousand = thousand
    self.zeroTens = zeroTens
    self.four = four
    self.earlyDay = earlyDay
  }

  /// 1.000.
  public enum Thousand: String, Hashable, Sendable, CaseIterable { case nghìn, ngàn }
  /// The empty tens of 105.
  public enum ZeroTens: String, Hashable, Sendable, CaseIterable { case linh, lẻ }
  /// The 4 of 24, 34 … 94.
  public enum Four: String, Hashable, Sendable, CaseIterable { case tư, bốn }
  /// Before the days 1–10.
  public enum EarlyDay: String, Hashable, Sendable, CaseIterable { case mùng, mồng }
}
