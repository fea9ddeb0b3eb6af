import CAlsa
import Glibc

/// A libasound PCM, opened non-blocking: nothing here waits but `wait`, and that for a limited time.
final class ALSASink: AudioSink {
  let name: String
  private let configuration: OutputConfiguration
  private var pcm: OpaquePointer?
  private var statusBuffer: OpaquePointer?
  private var descriptors: UnsafeMutablePointer<pollfd>
  private var descriptorCount: Int32 = 0
  private var converter: SampleConverter
  private var format: SinkFormat
  private static let maximumDescriptors = 16

  init(name: String, configuration: OutputConfiguration) {
    self.name = name
    self.configuration = configuration
    descriptors = .allocate(capacity: Self.maximumDescriptors)
    descriptors.initialize(repeating: pollfd(), count: Self.maximumDescriptors)
    converter = SampleConverter(format: .int16, channelCount: 1, maximumFrames: 1)
    format = SinkFormat(kind: .virtual, sampleRate: 0, channelCount: 0, periodFrames: 0, bufferFrames: 0)
  }

  deinit {
    close()
    descriptors.deallocate()
  }

  func open() throws(OutputError) -> SinkFormat {
    calsa_be_quiet()
    close()
    var opened: OpaquePointer?
    try check("snd_pcm_open", snd_pcm_open(&opened, name, SND_PCM_STREAM_PLAYBACK, Int32(SND_PCM_NONBLOCK)))
    pcm = opened
    do throws(OutputError) {
      let shape = try ALSAParameters(pcm: opened, name: name).set(configuration)
      try check("snd_pcm_status_malloc", snd_pcm_status_malloc(&statusBuffer))
      try check("snd_pcm_prepare", snd_pcm_prepare(opened))
      descriptorCount = snd_pcm_poll_descriptors(opened, descriptors, UInt32(Self.maximumDescriptors))
      if format != shape.format || converter.format != shape.samples {
        converter = SampleConverter(
          format: shape.samples, channelCount: shape.format.channelCount,
          maximumFrames: shape.format.periodFrames)
      }
      format = shape.format
      return format
    } catch {
      close()
      throw error
    }
  }

  private func check(_ operation: String, _ code: Int32) throws(OutputError) {
    guard code < 0 else { return }
    throw .alsa(device: name, operation: operation, code: code, message: ALSAMessage.text(code))
  }

  func wait(milliseconds: Int) throws(SinkFailure) -> Bool {
    if try available() >= format.periodFrames { return true }
    let before = now()
    let count = poll(descriptors, nfds_t(max(0, descriptorCount)), Int32(milliseconds))
    if count > 0 {
      var events: UInt16 = 0
      _ = snd_pcm_poll_descriptors_revents(pcm, descriptors, UInt32(descriptorCount), &events)
    }
    if try available() >= format.periodFrames { return true }
    // Some plugins, and dead devices, signal at once and for ever: never spin at real-time priority.
    if now().nanoseconds - before.nanoseconds < 500_000 { pause(nanoseconds: 2_000_000) }
    return false
  }

  private func available() throws(SinkFailure) -> Int {
    let frames = snd_pcm_avail_update(pcm)
    if frames >= 0 { return frames }
    if frames == -Int(EAGAIN) { return 0 }
    throw failure(Int32(frames))
  }

  func write(_ block: AudioBlock, from: Int) throws(SinkFailure) -> Int {
    if from == 0 {
      for channel in 0..<block.channelCount {
        converter.convert(block.channel(channel), frames: block.frameCount, to: channel)
      }
    }
    let start = converter.bytes + from * converter.frameBytes
    let frames = snd_pcm_writei(pcm, start, snd_pcm_uframes_t(block.frameCount - from))
    if frames >= 0 { return frames }
    if frames == -Int(EAGAIN) { return 0 }
    throw failure(Int32(frames))
  }

  func status() throws(SinkFailure) -> SinkStatus {
    let code = snd_pcm_status(pcm, statusBuffer)
    if code < 0 { throw failure(code) }
    let state = snd_pcm_status_get_state(statusBuffer)
    switch state {
    case SND_PCM_STATE_RUNNING, SND_PCM_STATE_DRAINING, SND_PCM_STATE_PREPARED, SND_PCM_STATE_PAUSED: break
    case SND_PCM_STATE_XRUN, SND_PCM_STATE_SETUP: throw .xrun
    case SND_PCM_STATE_SUSPENDED: throw .suspended
    default: throw .gone(code: -ENODEV)
    }
    var stamp = snd_htimestamp_t()
    snd_pcm_status_get_htstamp(statusBuffer, &stamp)
    let present = now()
    var time = MonotonicTime(nanoseconds: Int64(stamp.tv_sec) * 1_000_000_000 + Int64(stamp.tv_nsec))
    // A plugin may stamp with another clock or not at all.
    if abs(present.nanoseconds - time.nanoseconds) > 1_000_000_000 { time = present }
    return SinkStatus(
      delay: max(0, snd_pcm_status_get_delay(statusBuffer)), time: time,
      isRunning: state == SND_PCM_STATE_RUNNING || state == SND_PCM_STATE_DRAINING)
  }

  func recover(from failure: SinkFailure) -> SinkRecovery {
    if failure == .suspended {
      let code = snd_pcm_resume(pcm)
      if code == -EAGAIN { return .notYet }
      // Some plugins say 0 and stay suspended.
      if code == 0 && snd_pcm_state(pcm) != SND_PCM_STATE_SUSPENDED { return .resumed }
    }
    let code = snd_pcm_prepare(pcm)
    switch code {
    case 0: return .restarted
    case -EAGAIN, -EBUSY, -ESTRPIPE: return .notYet
    default: return .failed(code: code)
    }
  }

  func close() {
    if let pcm {
      snd_pcm_drop(pcm)
      snd_pcm_close(pcm)
    }
    pcm = nil
    if let statusBuffer { snd_pcm_status_free(statusBuffer) }
    statusBuffer = nil
    descriptorCount = 0
  }

  private func failure(_ code: Int32) -> SinkFailure {
    switch code {
    case -EPIPE: return .xrun
    case -ESTRPIPE: return .suspended
    case -EBADFD:
      switch snd_pcm_state(pcm) {
      case SND_PCM_STATE_XRUN, SND_PCM_STATE_SETUP: return .xrun
      case SND_PCM_STATE_SUSPENDED: return .suspended
      default: return .gone(code: code)
      }
    default: return .gone(code: code)
    }
  }
}
