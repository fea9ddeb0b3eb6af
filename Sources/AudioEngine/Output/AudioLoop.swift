import Glibc
import Synchronization

/// What the audio thread does once a period: ask the device, keep the accounts, render, write.
///
/// It owns the renderer and the sink. A turn allocates nothing and takes no lock of ours.
struct AudioLoop: ~Copyable {
  let sink: any AudioSink
  var renderer: Renderer
  private let cell: ClockCell
  /// Where what the device accepted is copied to, if someone keeps it.
  private let tap: TapRing?
  private let format: SinkFormat
  private var filter: ClockFilter
  private var watch: DeviceWatch
  /// Output frames before this one were accepted by the device.
  private(set) var written: FrameCount = 0
  /// Output frames before this one have left it.
  private(set) var left: FrameCount = 0
  /// When `left` was true, and what was in the device then.
  private var leftAt: Int64
  /// Frames of the rendered block that the device has not taken yet, from `blockOffset` on.
  private var blockRemaining = 0
  private var blockOffset = 0
  private var recovering: SinkFailure?
  /// Failures since the device last moved.
  private var failures = 0
  /// After this moment a closing output no longer waits for its device.
  private var closeBy: Int64 = .max

  init(
    sink: any AudioSink, format: SinkFormat, renderer: consuming Renderer, cell: ClockCell,
    tap: TapRing?, stallAfter: Int64
  ) {
    self.sink = sink
    self.format = format
    self.renderer = renderer
    self.cell = cell
    self.tap = tap
    filter = ClockFilter(nominalRate: format.sampleRate)
    watch = DeviceWatch(
      stallAfter: stallAfter,
      period: Int64(format.periodFrames) * 1_000_000_000 / Int64(format.sampleRate))
    leftAt = sink.now().nanoseconds
    watch.reopened(at: leftAt)
    filter.anchor(frame: 0, time: leftAt, isRunning: false)
    cell.publish(filter.line, isRunning: false)
  }

  /// One period. False once the output has been closed.
  mutating func turn() -> Bool {
    cell.heartbeat.store(sink.now().nanoseconds, ordering: .relaxed)
    if case .lost(let retryAt, _) = watch.state {
      waitForDevice(until: retryAt)
    } else {
      do throws(SinkFailure) {
        if let failure = recovering {
          try recover(from: failure)
        }
        // A sleeping device is asked again after a rest.
        if recovering != nil {
          sink.pause(nanoseconds: 10_000_000)
          return !finishClosing()
        }
        let isReady = try sink.wait(milliseconds: 50)
        try observe()
        if isReady { try writePeriod() }
      } catch {
        handle(error)
      }
    }
    return !finishClosing()
  }

  /// Reads the device and brings clock and accounts up to date.
  private mutating func observe() throws(SinkFailure) {
    let status = try sink.status()
    let time = status.time.nanoseconds
    if status.isRunning {
      // The device may revise its delay upwards; what has left has left.
      let nowLeft = min(written, written - FrameCount(status.delay))
      if nowLeft > left { failures = 0 }
      left = max(left, nowLeft)
      leftAt = time
      filter.update(frame: written - FrameCount(status.delay), time: time)
      cell.publish(filter.line, isRunning: true)
    }
    switch watch.observe(left: left, written: written, isRunning: status.isRunning, at: time) {
    case .nothing: break
    case .stalled: tell(.stalled, at: time)
    case .stallEnded:
      filter.anchor(frame: left, time: time, isRunning: true)
      tell(.stallEnded, at: time)
    case .giveUp: throw .gone(code: -ETIMEDOUT)
    }
    renderer.settle(left: left, written: written, at: time, clock: filter.line)
  }

  private mutating func writePeriod() throws(SinkFailure) {
    if blockRemaining == 0 {
      renderer.takeCommands(isLost: false)
      renderer.timeStarts(filter.line)
      renderer.render(frames: format.periodFrames)
      blockOffset = 0
      blockRemaining = format.periodFrames
    }
    let block = AudioBlock(
      samples: UnsafePointer(renderer.mix), stride: renderer.maximumFrames, channelCount: format.channelCount,
      frameCount: format.periodFrames)
    while blockRemaining > 0 {
      let accepted = try sink.write(block, from: blockOffset)
      if accepted == 0 { return }
      written += FrameCount(accepted)
      blockOffset += accepted
      blockRemaining -= accepted
    }
    tap?.push(
      UnsafePointer(renderer.mix), stride: renderer.maximumFrames, silentMask: renderer.silentMask,
      at: written - FrameCount(format.periodFrames))
  }

  private mutating func handle(_ failure: SinkFailure) {
    // A device that fails again at once must neither be hammered at real-time priority nor believed for ever.
    failures += 1
    if failures > 1 { sink.pause(nanoseconds: 10_000_000) }
    if failures > 500 { return loseDevice(code: -EIO) }
    switch failure {
    case .xrun, .suspended:
      if failure == .suspended && recovering == nil { tell(.suspended, at: sink.now().nanoseconds) }
      recovering = failure
      do throws(SinkFailure) {
        try recover(from: failure)
      } catch {
        handle(error)
      }
    case .gone(let code): loseDevice(code: code)
    }
  }

  private mutating func recover(from failure: SinkFailure) throws(SinkFailure) {
    switch sink.recover(from: failure) {
    case .notYet: return
    case .failed(let code): throw .gone(code: code)
    case .resumed: break
    case .restarted:
      let time = sink.now().nanoseconds
      // A device that ran dry has played all it held. One that says so before that time can have passed may have
      // dropped it: those frames are not claimed.
      let heldNanoseconds = Double(written - left) * 1e9 / Double(format.sampleRate)
      let playedOut = failure == .xrun && Double(time - leftAt) >= heldNanoseconds * 0.98
      renderer.noteRestart(left: left, written: written, isUnsure: !playedOut)
      if !playedOut { tap?.pushUnsure(from: left, to: written) }
      left = written
      leftAt = time
      filter.anchor(frame: written, time: time, isRunning: false)
      cell.publish(filter.line, isRunning: false)
      tell(.xrun, at: time)
    }
    recovering = nil
    let time = sink.now().nanoseconds
    // Whatever it stood for is over.
    if case .stalled = watch.state { tell(.stallEnded, at: time) }
    watch.reopened(at: time)
  }

  private mutating func loseDevice(code: Int32) {
    let time = sink.now().nanoseconds
    sink.close()
    recovering = nil
    failures = 0
    blockRemaining = 0
    tap?.pushUnsure(from: left, to: written)
    watch.lose(at: time)
    cell.publish(filter.line, isRunning: false)
    renderer.abandonVoices(
      reason: .deviceLost, left: left, written: written, at: time, includingPending: false)
    var event = RenderEvent(kind: .deviceLost)
    event.time = time
    event.frame = written
    event.code = code
    _ = renderer.tell(event)
  }

  private mutating func waitForDevice(until retryAt: Int64) {
    renderer.takeCommands(isLost: true)
    let before = sink.now().nanoseconds
    renderer.settle(left: left, written: written, at: before, clock: filter.line)
    guard before >= retryAt else {
      sink.pause(nanoseconds: min(20_000_000, retryAt - before))
      return
    }
    do throws(OutputError) {
      let got = try sink.open()
      let time = sink.now().nanoseconds
      guard got.sampleRate == format.sampleRate, got.channelCount == format.channelCount,
        got.periodFrames == format.periodFrames
      else {
        // Another device under the same name; what was prepared does not fit it.
        sink.close()
        watch.reopenFailed(at: time)
        return
      }
      // Output frames go on as if the device had played meanwhile, so that frames keep meaning moments.
      written = max(written, filter.line.frame(at: time))
      left = written
      leftAt = time
      renderer.moveTo(frame: written)
      filter.anchor(frame: written, time: time, isRunning: false)
      watch.reopened(at: time)
      tell(.deviceReturned, at: time)
    } catch {
      watch.reopenFailed(at: sink.now().nanoseconds)
    }
  }

  /// True once a closing output has nothing left to do; the sink is closed then.
  private mutating func finishClosing() -> Bool {
    guard renderer.isClosing else { return false }
    let time = sink.now().nanoseconds
    if closeBy == .max {
      let held = Double(format.bufferFrames) * 1e9 / Double(format.sampleRate)
      closeBy =
        time + renderer.closeFade * 1_000_000_000 / Int64(format.sampleRate) + Int64(held) + 1_000_000_000
    }
    if case .lost = watch.state {
      renderer.abandonVoices(reason: .closed, left: left, written: written, at: time, includingPending: true)
    } else if time >= closeBy {
      renderer.abandonVoices(reason: .closed, left: left, written: written, at: time, includingPending: true)
      sink.close()
    } else if renderer.hasVoices {
      return false
    } else {
      sink.close()
    }
    if renderer.hasVoices { return false }
    tell(.closed, at: time)
    return true
  }

  private mutating func tell(_ kind: RenderEvent.Kind, at time: Int64) {
    var event = RenderEvent(kind: kind)
    event.time = time
    event.frame = written
    _ = renderer.tell(event)
  }

}
