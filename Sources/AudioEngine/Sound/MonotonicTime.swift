import CRealtime

/// A moment on CLOCK_MONOTONIC, in nanoseconds. It paces; wall time only names.
public struct MonotonicTime: Hashable, Comparable, Sendable, Codable {
  public var nanoseconds: Int64

  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// Reads the clock. For the edges of the program: logic takes its time as a parameter.
  public static func now() -> MonotonicTime {
    MonotonicTime(nanoseconds: realtime_monotonic_nanoseconds())
  }

  public static func < (a: MonotonicTime, b: MonotonicTime) -> Bool { a.nanoseconds < b.nanoseconds }

  public func advanced(byNanoseconds nanoseconds: Int64) -> MonotonicTime {
    MonotonicTime(nanoseconds: self.nanoseconds + nanoseconds)
  }

  public func advanced(bySeconds seconds: Double) -> MonotonicTime {
    advanced(byNanoseconds: Int64((seconds * 1e9).rounded()))
  }

  /// Seconds from `earlier` to this moment.
  public func seconds(since earlier: MonotonicTime) -> Double {
    Double(nanoseconds - earlier.nanoseconds) / 1e9
  }
}
