/// The marks that an operator may put into a text, taken apart.
///
/// ```
/// {nghỉ 2}                     silence of 2 seconds (0,1…30)
/// {chậm: số điện thoại …}      slower
/// {nhắc lại: 0220 3 123 456}   said, then "Xin nhắc lại: …" slower
/// {đánh vần: VNeID}            letter by letter
/// ```
/// Marks may lie in one another, except in "đánh vần". `{{name}}` is a template's variable and no mark.
enum Markup {
  indirect enum Node: Hashable {
    /// A stretch of the source, with its UTF-8 offset in it.
    case text(Substring, at: Int)
    case pause(milliseconds: Int, at: Int)
    case slow([Node], at: Int)
    case repeated([Node], at: Int)
    case spelled(Substring, at: Int)
  }

  static let names = ["nghỉ", "chậm", "nhắc lại", "đánh vần"]
}
