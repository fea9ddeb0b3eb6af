internal import CTimex

/// What the kernel says of the wall clock.
public enum ClockSynchronization {
  /// False while no time source disciplines the clock (adjtimex(2): STA_UNSYNC, TIME_ERROR).
  public static var isSynchronized: Bool {
    var state = timex()
    let result = adjtimex(&state)
    return result >= 0 && result != TIME_ERROR && state.status & STA_UNSYNC == 0
  }
}
