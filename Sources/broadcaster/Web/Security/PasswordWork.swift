import Dispatch

/// Scrypt takes half a second and 128 MB: one after another, and never on a thread that answers pages.
enum PasswordWork {
  private static let queue = DispatchQueue(label: "password")

  static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try work() }) }
    }
  }
}
