extension Finding {
  /// Errors first, then what is about all dates, then by date; the same for the same findings in any order.
  static func sorted(_ findings: [Finding]) -> [Finding] {
    findings.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.severity != y.severity { return x.severity < y.severity }
      if x.date != y.date { return (x.date?.dayNumber ?? .min) < (y.date?.dayNumber ?? .min) }
      if x.code != y.code { return x.code.rawValue < y.code.rawValue }
      if x.broadcast != y.broadcast { return (x.broadcast?.rawValue ?? "") < (y.broadcast?.rawValue ?? "") }
      if x.message != y.message { return x.message < y.message }
      return a.offset < b.offset
    }.map(\.element)
  }
}
