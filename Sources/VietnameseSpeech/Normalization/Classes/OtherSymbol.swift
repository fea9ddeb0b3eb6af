/// Signs with a name. Anything else is silent.
struct OtherSymbol: SemioticClass {
  let begins: Set<Token.Kind> = [.symbol]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    let betweenNumbers = (line.isNumber(i - 1) || line.kind(i - 1) == .quantity) && line.isNumber(i + 1)
    let beforeNumber = line.isNumber(i + 1)
    switch line[i].symbol {
    case "%": speech.say("phần trăm")
    case "‰": speech.say("phần nghìn")
    case "&": if line[i + 1].kind != .none { speech.say("và") }
    case "+": if betweenNumbers { speech.say("cộng") } else { speech.pause(.comma) }
    case "×": if betweenNumbers { speech.say("nhân") } else { speech.pause(.comma) }
    // In Vietnamese tables "5÷8" is a span, not a division.
    case "÷": if betweenNumbers { speech.say("đến") }
    case "=": if line[i - 1].kind != .none, line[i + 1].kind != .none { speech.say("bằng") }
    case ">": if beforeNumber { speech.say("trên") } else { speech.pause(.comma) }
    case "<": if beforeNumber { speech.say("dưới") } else { speech.pause(.comma) }
    case "≥": if beforeNumber { speech.say(isPercent(line, i + 1) ? "lớn hơn hoặc bằng" : "từ") }
    case "≤": if beforeNumber { speech.say("không quá") }
    case "±": if beforeNumber { speech.say("cộng trừ") }
    case "~", "≈": if beforeNumber { speech.say("khoảng") }
    case "°", "º", "˚": speech.say("độ")
    case "²": speech.say("bình phương")
    case "³": speech.say("lập phương")
    case "$", "€", "₫": if let money = money(line, i, &speech) { return money }
    case "→", "⇒": speech.pause(.comma)
    default: break
    }
    return Reading(1, .symbol, "ký hiệu")
  }

  /// "≥ 80%" bounds a share; "≥ 18 tuổi" begins a span.
  private func isPercent(_ line: Line, _ i: Int) -> Bool {
    Numeral(line, i).map { line.isSymbol($0.next, "%") } ?? false
  }

  /// "$100" is said in the other order.
  private func money(_ line: Line, _ i: Int, _ speech: inout SpeechWriter) -> Reading? {
    guard let numeral = Numeral(line, i + 1), let unit = Unit.match(line, i) else { return nil }
    speech.say(numeral, line, from: i + 1)
    speech.say(unit.name)
    return Reading(numeral.next - i, .quantity, "tiền tệ")
  }
}
