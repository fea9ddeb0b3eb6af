/// Follows the device's clock: smooths the readings (frame, time) into a straight line whose slope is the drift.
///
/// A second-order delay-locked loop (F. Adriaensen, “Using a DLL to filter time”, LAC 2005), wide at first so that it
/// locks within a second, then narrowing to 0.05 Hz. A reading far off the line (the thread was preempted between
/// position and time stamp) moves it no further than one 2 ms off.
struct ClockFilter: BitwiseCopyable {
  private(set) var line: ClockLine
  private let nominalRate: Double
  /// Seconds since the line was last anchored.
  private var age = 0.0
  private var outliers = 0
  private(set) var isRunning = false

  init(nominalRate: Int) {
    self.nominalRate = Double(nominalRate)
    line = ClockLine(frame: 0, time: 0, framesPerSecond: Double(nominalRate))
  }

  /// Starts the line at a known point; what was learnt of the rate stays.
  mutating func anchor(frame: FrameCount, time: Int64, isRunning: Bool) {
    line.frame = Double(frame)
    line.time = time
    self.isRunning = isRunning
    age = 0
    outliers = 0
  }

  /// One reading of the running device: frames before `frame` had left at `time`.
  mutating func update(frame: FrameCount, time: Int64) {
    guard isRunning else { return anchor(frame: frame, time: time, isRunning: true) }
    let elapsed = Double(time - line.time) / 1e9
    guard elapsed > 0 else { return }
    age += elapsed
    let predicted = line.frame + elapsed * line.framesPerSecond
    var error = Double(frame) - predicted
    let limit = 0.002 * nominalRate
    if abs(error) > limit && age > 1 {
      outliers += 1
      if outliers > 50 { return anchor(frame: frame, time: time, isRunning: true) }
      error = error < 0 ? -limit : limit
    } else {
      outliers = 0
    }
    let bandwidth = max(0.05, min(1, 1 / (1 + age)))
    let omega = min(2 * Double.pi * bandwidth * elapsed, 0.5)
    line.frame = predicted + 2.0.squareRoot() * omega * error
    line.time = time
    // The slope waits until the offset has settled; a device is not further off than 1000 ppm.
    if age > 1 {
      let rate = line.framesPerSecond + omega * omega * error / elapsed
      line.framesPerSecond = max(nominalRate * 0.999, min(nominalRate * 1.001, rate))
    }
  }
}
