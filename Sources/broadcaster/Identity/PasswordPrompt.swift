import ArgumentParser
import Foundation

/// Reads a password without showing it.
enum PasswordPrompt {
  /// - Parameter fromInput: one line of standard input, for scripts.
  /// - Throws: `ValidationError` where there is nobody to ask.
  static func read(_ prompt: String, fromInput: Bool) throws -> String {
    if fromInput {
      guard let line = readLine(strippingNewline: true), !line.isEmpty else {
        throw ValidationError("Không có mật khẩu ở đầu vào chuẩn.")
      }
      return line
    }
    guard isatty(STDIN_FILENO) == 1 else {
      throw ValidationError("Cần mật khẩu: chạy trên màn hình lệnh, hoặc thêm --password-stdin.")
    }
    var before = termios()
    tcgetattr(STDIN_FILENO, &before)
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
      Console.error("")
    }
    FileHandle.standardError.write(Data(prompt.utf8))
    guard let line = readLine(strippingNewline: true), !line.isEmpty else {
      throw ValidationError("Chưa nhập mật khẩu.")
    }
    return line
  }

  /// Asks twice on a screen.
  static func readNew(of name: String, fromInput: Bool) throws -> String {
    let first = try read("Mật khẩu mới của «\(name)»: ", fromInput: fromInput)
    guard !fromInput else { return first }
    guard try read("Nhập lại: ", fromInput: false) == first else {
      throw ValidationError("Hai lần nhập không giống nhau; chưa đổi gì.")
    }
    return first
  }
}
