import Synchronization

/// Tells the operator how far a long text is, in tenths.
final class SpeakingProgress: Sendable {
  private let state = Mutex<(isLong: Bool, tenths: Int)>((false, 0))

  /// Shorter texts are done before anybody wonders.
  private static let longSeconds = 120.0

  /// - Parameter seconds: how long the speech will be, as estimated.
  func begin(seconds: Double, clauses: Int) {
    guard seconds >= Self.longSeconds else { return }
    state.withLock { $0.isLong = true }
    Console.error("Bắt đầu đọc \(clauses) đoạn, khoảng \(Int((seconds / 60).rounded())) phút âm thanh.")
  }

  /// - Parameter share: of the speech, 0…1.
  func report(_ share: Double) {
    let tenths = Int(share * 10)
    let isNew = state.withLock { state in
      guard state.isLong, tenths > state.tenths else { return false }
      state.tenths = tenths
      return true
    }
    if isNew { Console.error(tenths < 10 ? "Đã đọc \(10 * tenths) %." : "Đã đọc xong, đang chỉnh độ to.") }
  }
}
