/// One row of the criteria (tiêu chí) that the commune reports on: `schedules/<commune>/criteria.yaml`.
public struct Criterion: Hashable, Sendable, Codable, Identifiable {
  /// As in the plan: `TC2.5`, `BM2`.
  public var code: String
  /// The headings of the plan's table above it, outermost first.
  public var headings: [Heading]
  /// STT, as the table prints it; `nil` where it prints none.
  public var number: String?
  public var title: String
  /// The decision or plan that it comes from.
  public var source: String
  public var role: Role
  /// Cơ quan chủ trì; empty where the plan names none, as are `frequency` and `product`.
  public var lead: String
  /// Cơ quan phối hợp.
  public var partners: [String]
  /// Thời gian thực hiện, as the plan says it: "Thường xuyên".
  public var frequency: String
  /// From one broadcast to the next at most so many days, so that it counts as `frequency`: 1 is every date, 7 every week;
  /// `nil` where it is no matter of gaps.
  public var longestGapDays: Int?
  /// Sản phẩm.
  public var product: String
  /// Điểm, in hundredths; `nil` where the plan gives none.
  public var pointHundredths: Int?
  public var from: CivilDate?
  public var to: CivilDate?

  public var id: String { code }

  /// A row of the table that only names what follows: "I · TIÊU CHÍ 1: …".
  public struct Heading: Hashable, Sendable, Codable {
    /// STT; `nil` where the table prints none.
    public var number: String?
    public var title: String

    public init(number: String?, title: String) {
      self.number = number
      self.title = title
    }
  }

  /// Whether a broadcast can satisfy the row.
  public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
    /// The row's own text names phát thanh, truyền thanh or loa (or is the chairman's greeting).
    case direct
    /// A broadcast only helps; it is listed and never satisfies.
    case supporting
  }

  public init(
    code: String, headings: [Heading] = [], number: String? = nil, title: String, source: String, role: Role,
    lead: String, partners: [String],
    frequency: String, longestGapDays: Int?, product: String, pointHundredths: Int?, from: CivilDate?,
    to: CivilDate?
  ) {
    self.code = code
    self.headings = headings
    self.number = number
    self.title = title
    self.source = source
    self.role = role
    self.lead = lead
    self.partners = partners
    self.frequency = frequency
    self.longestGapDays = longestGapDays
    self.product = product
    self.pointHundredths = pointHundredths
    self.from = from
    self.to = to
  }
}
