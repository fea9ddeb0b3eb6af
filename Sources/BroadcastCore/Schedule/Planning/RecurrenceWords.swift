/// Recurrences, dates and events as people say them, for the reason of a broadcast.
enum RecurrenceWords {
  static func of(_ recurrence: Recurrence, holidays: HolidayCatalogue) -> String {
    switch recurrence {
    case .dates(let dates) where dates.count <= 3:
      return "Ngày " + dates.sorted().map(\.dayMonthYear).joined(separator: ", ")
    case .dates(let dates): return "\(dates.count) ngày ghi trong chương trình"
    case .rule(let rule, _): return of(rule)
    case .lunar(let lunar): return lunar.description.capitalizedFirst
    case .holiday(let id, let days): return shifted(holidays[id: id]?.name ?? id, days)
    case .shifted(let inner, let days):
      return shifted("«" + of(inner, holidays: holidays).lowercasedFirst + "»", days)
    case .union(let all): return all.map { of($0, holidays: holidays) }.joined(separator: "; ")
    }
  }

  private static func shifted(_ what: String, _ days: Int) -> String {
    switch days {
    case 0: what.capitalizedFirst
    case ..<0: "\(-days) ngày trước \(what)"
    default: "\(days) ngày sau \(what)"
    }
  }

  private static func of(_ rule: RecurrenceRule) -> String {
    guard rule.setPositions.isEmpty else { return "Theo quy tắc \(rule)" }
    let every = rule.interval
    let months =
      rule.months.isEmpty ? "" : " trong tháng " + rule.months.map { String($0) }.joined(separator: ", ")
    switch rule.frequency {
    case .daily where rule.days.isEmpty && rule.monthDays.isEmpty:
      return (every == 1 ? "Hằng ngày" : "\(every) ngày một lần") + months
    case .weekly where rule.monthDays.isEmpty:
      let days = rule.days.map(\.weekday)
      let which: String
      if Set(days) == [.monday, .tuesday, .wednesday, .thursday, .friday] {
        which = "Thứ hai đến thứ sáu"
      } else {
        which = days.sorted { $0.rawValue < $1.rawValue }.map(\.vietnameseName).joined(separator: ", ")
      }
      let often = every == 1 ? "hằng tuần" : "\(every) tuần một lần"
      return (which.isEmpty ? often : "\(which) \(often)").capitalizedFirst + months
    case .monthly where rule.days.isEmpty && rule.monthDays.allSatisfy({ $0 > 0 }) && !rule.monthDays.isEmpty:
      let days = rule.monthDays.map { String($0) }.joined(separator: ", ")
      return "Ngày \(days) " + (every == 1 ? "hằng tháng" : "\(every) tháng một lần") + months
    case .monthly where rule.monthDays.isEmpty && !rule.days.isEmpty:
      let days = rule.days.map { day in
        switch day.ordinal {
        case nil: "mọi \(day.weekday.vietnameseName)"
        case -1: "\(day.weekday.vietnameseName) cuối cùng"
        case 1: "\(day.weekday.vietnameseName) đầu tiên"
        case let ordinal?: "\(day.weekday.vietnameseName) thứ \(ordinal)"
        }
      }
      return (days.joined(separator: ", ") + " " + (every == 1 ? "hằng tháng" : "\(every) tháng một lần"))
        .capitalizedFirst + months
    case .yearly where rule.days.isEmpty && rule.months.count == 1 && rule.monthDays.count == 1 && every == 1:
      return "Ngày \(rule.monthDays[0])/\(rule.months[0]) hằng năm"
    default: return "Theo quy tắc \(rule)"
    }
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
