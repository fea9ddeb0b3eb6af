/// "7h30", "7g30", "07:30", "7h", "07 giờ 00 phút"; half hours and seconds as written.
struct ClockTime: SemioticClass {
  let begins: Set<Token.Kind> = [.number]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard let hour = line.value(i, digits: 3) else { return nil }
    if line.isWord(i - 1, in: ClockTime.hourWord), hour == 0, line[i].count == 2 {
      // "07 giờ 00 phút": the zero minutes are silent.
      return Reading(line.isWord(i + 1, in: ClockTime.minuteWord) ? 2 : 1, .time, "phút 00")
    }
    if line.isSymbol(i + 1, ":"), line.isGlued(i + 1), line.isGlued(i + 2) {
      return colon(line, i, hour, &speech)
    }
    guard let mark = line.letter(i + 1), mark == "h" || mark == "g",
      line[i + 1].letterCase == .lower || mark == "h"
    else { return nil }
    guard line.isGlued(i + 1) || mark == "h" else { return nil }
    var next = i + 2
    var minute = 0
    if line.isGlued(next)
      || mark == "h"
        && (line.isWord(next + 1, in: ClockTime.minuteWord)
          || line.isWord(next + 1, in: ClockTime.minuteMark)),
      let written = line.value(next, digits: 2), written < 60, hour <= 24
    {
      minute = written
      next += 1
    } else if mark == "g", !isHour(line, i, hour) {
      return nil
    } else if line.isGlued(next), line[next].kind != .symbol {
      return nil
    }
    sayHour(hour, minute, &speech)
    if next > i + 2 {
      if line.isSymbol(next, "′") {
        next += 1
      } else if let p = line.letter(next), p == "p", line.isGlued(next) {
        speech.say("phút")
        next += 1
      } else if line.isWord(next, in: ClockTime.minuteMark), line.isGlued(next) {
        speech.say("phút")
        next += 1
      } else if minute == 0, line.isWord(next, in: ClockTime.minuteWord) {
        next += 1
      }
    }
    return Reading(next - i, .time, mark == "h" ? "giờ h" : "giờ g")
  }

  private static let hourWord = WordSet("giờ")
  private static let minuteWord = WordSet("phút")
  private static let minuteMark = WordSet("ph phut")
  private static let dayParts = WordSet("sáng trưa chiều tối đêm kém rưỡi")
  private static let ratios = WordSet("lệ đồ số")

  /// "7g" alone is grams unless a time is announced.
  private func isHour(_ line: Line, _ i: Int, _ hour: Int) -> Bool {
    guard hour <= 24, line[i + 2].kind == .symbol || !line.isGlued(i + 2) else { return false }
    return line.isWord(i + 2, in: ClockTime.dayParts) || line.isWord(i - 1, in: Vocabulary.timeWords)
      || line.kind(i - 2) == .time
      || line.isSymbol(i + 2, "-") && line.isNumber(i + 3) && line.letter(i + 4) == "g"
      || line.isSymbol(i - 1, "(") && line.isSymbol(i + 2, "-")
      || line.isSymbol(i - 1, "-") && line.letter(i - 2) == "g" && line.kind(i - 2) == .time
  }

  private func sayHour(_ hour: Int, _ minute: Int, _ speech: inout SpeechWriter) {
    speech.cardinal(UInt64(hour))
    speech.say("giờ")
    if minute > 0 { speech.cardinal(UInt64(minute)) }
  }

  private func colon(_ line: Line, _ i: Int, _ hour: Int, _ speech: inout SpeechWriter) -> Reading? {
    guard let minute = line.value(i + 2, digits: 6) else { return nil }
    let isTime =
      hour <= 24 && minute < 60 && line[i + 2].count == 2
      && !line.isPreceded(i, by: ClockTime.ratios, within: 4)
    guard isTime else {
      guard line.year(i + 2) == nil else { return nil }
      speech.cardinal(UInt64(hour))
      speech.say("trên")
      speech.cardinal(UInt64(minute))
      return Reading(3, .fraction, "tỷ lệ")
    }
    sayHour(hour, minute, &speech)
    if line.isSymbol(i + 3, ":"), line.isGlued(i + 3), let second = line.value(i + 4, digits: 2), second < 60
    {
      speech.say("phút")
      speech.cardinal(UInt64(second))
      speech.say("giây")
      return Reading(5, .time, "giờ:phút:giây")
    }
    // "07:30h"
    let extra = line.isGlued(i + 3) && line.letter(i + 3) == "h" ? 1 : 0
    return Reading(3 + extra, .time, "giờ:phút")
  }
}
