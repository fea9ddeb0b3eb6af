import CAlsa

/// Asks an open PCM for what the configuration wants, exactly or not at all.
struct ALSAParameters {
  let pcm: OpaquePointer?
  let name: String

  /// What the device agreed to.
  struct Shape {
    var format: SinkFormat
    var samples: SampleFormat
  }

  /// Most precise first.
  private static let formats: [(SampleFormat, snd_pcm_format_t)] = [
    (.float32, SND_PCM_FORMAT_FLOAT_LE), (.int32, SND_PCM_FORMAT_S32_LE), (.int24, SND_PCM_FORMAT_S24_LE),
    (.int24Packed, SND_PCM_FORMAT_S24_3LE), (.int16, SND_PCM_FORMAT_S16_LE),
  ]

  func set(_ wanted: OutputConfiguration) throws(OutputError) -> Shape {
    var hardware: OpaquePointer?
    try check("snd_pcm_hw_params_malloc", snd_pcm_hw_params_malloc(&hardware))
    defer { snd_pcm_hw_params_free(hardware) }
    try check("snd_pcm_hw_params_any", snd_pcm_hw_params_any(pcm, hardware))
    try check(
      "snd_pcm_hw_params_set_access",
      snd_pcm_hw_params_set_access(pcm, hardware, SND_PCM_ACCESS_RW_INTERLEAVED))
    try setChannels(wanted.channelCount, hardware)
    try setRate(wanted.sampleRate, hardware)
    let samples = try setFormat(wanted.sampleFormat, hardware)
    var period = snd_pcm_uframes_t(wanted.requestedPeriodFrames)
    try check(
      "snd_pcm_hw_params_set_period_size_near",
      snd_pcm_hw_params_set_period_size_near(pcm, hardware, &period, nil))
    var buffer = period * snd_pcm_uframes_t(wanted.periodCount)
    try check(
      "snd_pcm_hw_params_set_buffer_size_near",
      snd_pcm_hw_params_set_buffer_size_near(pcm, hardware, &buffer))
    try check("snd_pcm_hw_params", snd_pcm_hw_params(pcm, hardware))
    try check(
      "snd_pcm_hw_params_get_period_size", snd_pcm_hw_params_get_period_size(hardware, &period, nil))
    try check("snd_pcm_hw_params_get_buffer_size", snd_pcm_hw_params_get_buffer_size(hardware, &buffer))
    try setSoftware(period: period, buffer: buffer)
    return Shape(
      format: SinkFormat(
        kind: try kind(), sampleRate: wanted.sampleRate, channelCount: wanted.channelCount,
        periodFrames: Int(period), bufferFrames: Int(buffer)),
      samples: samples)
  }

  private func setChannels(_ count: Int, _ hardware: OpaquePointer?) throws(OutputError) {
    guard snd_pcm_hw_params_set_channels(pcm, hardware, UInt32(count)) < 0 else { return }
    let available = (1...Renderer.maximumChannels).filter {
      snd_pcm_hw_params_test_channels(pcm, hardware, UInt32($0)) == 0
    }
    throw .unsupportedChannelCount(device: name, requested: count, available: available)
  }

  private func setRate(_ rate: Int, _ hardware: OpaquePointer?) throws(OutputError) {
    guard snd_pcm_hw_params_set_rate(pcm, hardware, UInt32(rate), 0) < 0 else { return }
    var low: UInt32 = 0
    var high: UInt32 = 0
    snd_pcm_hw_params_get_rate_min(hardware, &low, nil)
    snd_pcm_hw_params_get_rate_max(hardware, &high, nil)
    throw .unsupportedSampleRate(device: name, requested: rate, available: Int(low)...Int(max(low, high)))
  }

  private func setFormat(_ wanted: SampleFormat?, _ hardware: OpaquePointer?) throws(OutputError)
    -> SampleFormat
  {
    let offered = Self.formats.filter { snd_pcm_hw_params_test_format(pcm, hardware, $0.1) == 0 }
    guard let chosen = wanted == nil ? offered.first : offered.first(where: { $0.0 == wanted }) else {
      throw .unsupportedFormat(
        device: name, requested: wanted?.rawValue ?? "of float32, int32, int24 or int16",
        available: offered.map(\.0.rawValue))
    }
    try check("snd_pcm_hw_params_set_format", snd_pcm_hw_params_set_format(pcm, hardware, chosen.1))
    return chosen.0
  }

  private func setSoftware(period: snd_pcm_uframes_t, buffer: snd_pcm_uframes_t) throws(OutputError) {
    var software: OpaquePointer?
    try check("snd_pcm_sw_params_malloc", snd_pcm_sw_params_malloc(&software))
    defer { snd_pcm_sw_params_free(software) }
    try check("snd_pcm_sw_params_current", snd_pcm_sw_params_current(pcm, software))
    // It starts when the buffer is full of whole periods, so that it begins with its whole reserve.
    try check(
      "snd_pcm_sw_params_set_start_threshold",
      snd_pcm_sw_params_set_start_threshold(pcm, software, buffer / period * period))
    try check("snd_pcm_sw_params_set_avail_min", snd_pcm_sw_params_set_avail_min(pcm, software, period))
    try check(
      "snd_pcm_sw_params_set_tstamp_mode",
      snd_pcm_sw_params_set_tstamp_mode(pcm, software, SND_PCM_TSTAMP_ENABLE))
    // Old kernels and some plugins know one clock only; `ALSASink.status` notices.
    _ = snd_pcm_sw_params_set_tstamp_type(pcm, software, SND_PCM_TSTAMP_TYPE_MONOTONIC)
    try check("snd_pcm_sw_params", snd_pcm_sw_params(pcm, software))
  }

  /// Plugins pass the question on to what they play into, so a chain that ends in a card says so.
  func kind() throws(OutputError) -> OutputKind {
    var info: OpaquePointer?
    try check("snd_pcm_info_malloc", snd_pcm_info_malloc(&info))
    defer { snd_pcm_info_free(info) }
    try check("snd_pcm_info", snd_pcm_info(pcm, info))
    return snd_pcm_info_get_card(info) >= 0 ? .device : .virtual
  }

  private func check(_ operation: String, _ code: Int32) throws(OutputError) {
    guard code < 0 else { return }
    throw .alsa(device: name, operation: operation, code: code, message: ALSAMessage.text(code))
  }
}
