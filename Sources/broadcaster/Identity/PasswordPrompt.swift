import ArgumentParser
import Foundation
import Glibc

/// Reads a password without showing it.
enum PasswordPrompt {
  /// - Parameter fromInput: one line of standard input, for scripts.
  /// - Throws: `ValidationError` where there is nobody to ask.
  static func read(_ prompt: String, fromInput: Bool) throws -> String {
    if fromInput {
      guard let line = inputLine(), !line.isEmpty else {
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

  /// One line and not a byte more: `readLine` would take what comes after it, a text or a sound, into its buffer.
  private static func inputLine() -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    // A longer line is no password; `PasswordHash` refuses it.
    while bytes.count < 4_096 {
      let count = Glibc.read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1, byte != 0x0A else { break }
      bytes.append(byte)
    }
    if bytes.last == 0x0D { bytes.removeLast() }
    return String(validating: bytes, as: UTF8.self)
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
