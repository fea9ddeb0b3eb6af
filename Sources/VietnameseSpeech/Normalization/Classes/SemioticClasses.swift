/// All classes in the order in which they are asked; the last ones take anything.
enum SemioticClasses {
  static let ordered: [any SemioticClass] = [
    WebAddress(), PlaceholderClass(), DocumentNumber(), LexiconWord(), NumberPlate(), PhoneNumber(),
    CalendarDate(),
    MonthYear(), ClockTime(), Ordinal(), RomanNumeral(), Fraction(), SectionNumber(), UnitWord(), CodeName(),
    Quantity(),
    LetterName(), PlainWord(), Bracket(), Dash(), Slash(), Ellipsis(), Punctuation(), OtherSymbol(),
  ]

  static let forWords = ordered.filter { $0.begins.contains(.word) || $0.begins.contains(.foreignScript) }
  static let forNumbers = ordered.filter { $0.begins.contains(.number) }
  static let forSymbols = ordered.filter { $0.begins.contains(.symbol) }
}
