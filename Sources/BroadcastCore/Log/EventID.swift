internal import Foundation

/// A random name (UUID version 4) by which an entry can be found again when it is not known whether its write succeeded.
enum EventID {
  static func make() -> String { UUID().uuidString.lowercased() }
}
