public import ArgumentParser
public import BroadcastCore

extension CivilDate: ExpressibleByArgument {
  /// `2027-02-06`, of the years that the program plans.
  public init?(argument: String) {
    guard let date = CivilDate(argument), CivilDate.planned.contains(date) else { return nil }
    self = date
  }
}

/// An option that names a date; read as text, so that a mistake is answered in Vietnamese.
struct DateOption: ExpressibleByArgument {
  let text: String

  init(argument: String) { text = argument }

  func date(of option: String) throws -> CivilDate {
    guard let date = CivilDate(text) else {
      throw ValidationError("\(option): «\(text)» không phải ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2027-02-06.")
    }
    guard CivilDate.planned.contains(date) else {
      throw ValidationError(
        "\(option): «\(text)» ngoài khoảng tính được; chờ ngày từ năm 1900 đến hết năm 2199.")
    }
    return date
  }
}
