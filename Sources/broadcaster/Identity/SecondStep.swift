import ArgumentParser
import Foundation

/// Asks before something that a slip of the hand must not do.
enum SecondStep {
  /// - Parameter otherwise: the option that says it where there is nobody to ask.
  /// - Throws: `ValidationError` for any answer but yes.
  static func ask(_ question: String, otherwise: String) throws {
    guard isatty(STDIN_FILENO) == 1 else {
      throw ValidationError("Không có ai để hỏi: hãy thêm \(otherwise).")
    }
    // What was typed before the question is no answer to it.
    tcflush(STDIN_FILENO, TCIFLUSH)
    Console.error("\(question) Gõ «có» rồi Enter; phím khác để thôi.")
    let answer = readLine()?.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping
    guard answer?.lowercased() == "có" || answer?.lowercased() == "co" else {
      throw ValidationError("Đã thôi, chưa thay đổi gì.")
    }
  }
}
