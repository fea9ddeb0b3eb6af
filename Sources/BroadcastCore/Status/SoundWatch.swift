internal import AudioEngine

/// What is truly heard: which channels carried sound in the last second, on devices that move.
struct SoundWatch {
  private struct Device {
    var isLost = false
    var isStalled = false
    var frame: FrameCount = -1
    /// At the last beat.
    var beatFrame: FrameCount = 0
    var movedAt: MonotonicTime?
    var heardAt: [Int: MonotonicTime] = [:]
  }

  private static let second: Int64 = 1_000_000_000
  /// −70 dBFS, and −70 LUFS, the absolute gate of EBU R128.
  private static let quietest: Float = 0.000_316
  private var devices: [String: Device] = [:]

  mutating func note(_ event: OutputEvent, of id: String) {
    switch event {
    case .deviceLost: devices[id, default: Device()].isLost = true
    case .deviceReturned: devices[id, default: Device()].isLost = false
    case .stalled: devices[id, default: Device()].isStalled = true
    case .stallEnded: devices[id, default: Device()].isStalled = false
    default: break
    }
  }

  /// One look at an output.
  mutating func look(_ id: String, _ levels: [ChannelLevel], _ clock: DeviceClock, at now: MonotonicTime) {
    var device = devices[id] ?? Device()
    if clock.frame > device.frame, clock.isRunning {
      device.frame = clock.frame
      device.movedAt = now
    }
    if moves(device, at: now) {
      for (channel, level) in levels.enumerated()
      where level.peak > Self.quietest || (level.momentary ?? -100) > -70 {
        device.heardAt[channel] = now
      }
    }
    devices[id] = device
  }

  /// Frames that are not silent were consumed on one of the channels (0-based) within the last second.
  func isHeard(_ id: String, channels: Set<Int>, at now: MonotonicTime) -> Bool {
    guard let device = devices[id], moves(device, at: now) else { return false }
    return channels.contains { isRecent(device.heardAt[$0], at: now) }
  }

  func state(of id: String, at now: MonotonicTime) -> StationStatus.Device.State {
    guard let device = devices[id] else { return .running }
    if device.isLost { return .lost }
    return device.isStalled || !isRecent(device.movedAt, at: now) ? .stalled : .running
  }

  /// Whether five more seconds have left every one of these devices since it last was so; silence counts too.
  ///
  /// - Parameter rates: frames a second of each.
  mutating func takeBeat(of rates: [String: Int]) -> Bool {
    guard !rates.isEmpty,
      rates.allSatisfy({ id, rate in
        devices[id].map { !$0.isLost && $0.frame - $0.beatFrame >= FrameCount(5 * rate) } ?? false
      })
    else { return false }
    for (id, device) in devices { devices[id]?.beatFrame = device.frame }
    return true
  }

  private func moves(_ device: Device, at now: MonotonicTime) -> Bool {
    !device.isLost && !device.isStalled && isRecent(device.movedAt, at: now)
  }

  private func isRecent(_ time: MonotonicTime?, at now: MonotonicTime) -> Bool {
    time.map { now.nanoseconds - $0.nanoseconds <= Self.second } ?? false
  }
}
