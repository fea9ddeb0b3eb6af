internal import CAlsa
internal import Glibc

/// Records from an ALSA capture device: mono, Float32, 48 kHz, converted by libasound where the device differs.
///
/// Not for the audio thread: it waits. One recording at a time.
public enum SoundRecorder {
  /// Longest wait for a device that gives nothing, in milliseconds.
  private static let patience: Int32 = 2_000

  /// What was recorded; shorter than asked where `isWanted` ended it.
  public struct Recording: Sendable {
    public var clip: Clip
    /// How often the device had lost sound because nobody took it in time.
    public var overruns: Int
  }

  /// - Parameters:
  ///   - device: ALSA PCM name, such as `default` or `plughw:CARD=USB`.
  ///   - isWanted: asked about five times a second with the seconds recorded so far; `false` ends the recording.
  ///   - level: peak (linear) of each piece, for a meter.
  public static func record(
    device: String, seconds: Double, level: (Float) -> Void = { _ in },
    isWanted: (Double) -> Bool = { _ in true }
  ) throws(OutputError) -> Recording {
    calsa_be_quiet()
    func check(_ operation: String, _ code: Int32) throws(OutputError) {
      guard code < 0 else { return }
      throw .alsa(device: device, operation: operation, code: code, message: ALSAMessage.text(code))
    }
    var opened: OpaquePointer?
    try check("snd_pcm_open", snd_pcm_open(&opened, device, SND_PCM_STREAM_CAPTURE, Int32(SND_PCM_NONBLOCK)))
    defer { snd_pcm_close(opened) }
    try check(
      "snd_pcm_set_params",
      snd_pcm_set_params(
        opened, SND_PCM_FORMAT_FLOAT_LE, SND_PCM_ACCESS_RW_INTERLEAVED, 1, 48_000, 1, 500_000))
    try check("snd_pcm_start", snd_pcm_start(opened))
    let wanted = Int(seconds * 48_000)
    var samples: [Float] = []
    samples.reserveCapacity(wanted)
    var piece = [Float](repeating: 0, count: 9_600)
    var overruns = 0
    while samples.count < wanted, isWanted(Double(samples.count) / 48_000) {
      let ready = snd_pcm_wait(opened, patience)
      if ready == 0 {
        throw .alsa(
          device: device, operation: "snd_pcm_wait", code: -ETIMEDOUT, message: ALSAMessage.text(-ETIMEDOUT))
      }
      let frames = snd_pcm_readi(opened, &piece, snd_pcm_uframes_t(min(piece.count, wanted - samples.count)))
      if frames == -Int(EAGAIN) { continue }
      if frames < 0 {
        overruns += 1
        try check("snd_pcm_recover", snd_pcm_recover(opened, Int32(frames), 1))
        try check("snd_pcm_start", snd_pcm_start(opened))
        continue
      }
      var peak: Float = 0
      for sample in piece[0..<frames] { peak = max(peak, abs(sample)) }
      samples += piece[0..<frames].lazy.map { $0.isFinite ? $0 : 0 }
      level(peak)
    }
    snd_pcm_drop(opened)
    return Recording(clip: Clip(sampleRate: 48_000, channels: [samples]), overruns: overruns)
  }
}
