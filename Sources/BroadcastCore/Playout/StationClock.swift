internal import AudioEngine
internal import CTimex
internal import Foundation

/// The station's time; tests drive their own.
public protocol StationClock: Sendable {
  func now() -> Moment

  /// Returns after `seconds` by the monotonic clock, or at once when the task is cancelled.
  func wait(seconds: Double) async

  /// How long the machine has been suspended since it booted.
  var secondsAsleep: Double { get }
}

extension StationClock {
  public var secondsAsleep: Double { 0 }
}

/// The machine's clocks.
public struct SystemClock: StationClock {
  private let boot: String

  public init() {
    // Without /proc there is no boot id; monotonic times of different runs then do not compare, and say so.
    boot =
      (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8))?
      .trimmingCharacters(in: .whitespacesAndNewlines) ?? "unknown-\(UUID().uuidString.lowercased())"
  }

  public func now() -> Moment {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Moment(
      wall: WallTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)),
      monotonic: .now(),
      boot: boot, isClockTrusted: ClockSynchronization.isSynchronized)
  }

  public var secondsAsleep: Double {
    var (boot, awake) = (timespec(), timespec())
    clock_gettime(CLOCK_MONOTONIC, &awake)
    clock_gettime(CLOCK_BOOTTIME, &boot)
    return Double(boot.tv_sec - awake.tv_sec) + Double(boot.tv_nsec - awake.tv_nsec) / 1e9
  }

  public func wait(seconds: Double) async {
    // Cancellation only ends the wait early, which is what is promised.
    try? await Task.sleep(for: .seconds(max(0, seconds)))
  }
}
