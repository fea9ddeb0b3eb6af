public import AudioEngine
public import Foundation
internal import VietnameseSpeech

/// The door for sound from outside (phones, recorders): decoded by ffmpeg in a child process with limits, into 48 kHz mono.
///
/// The child gets a private copy under a name of our own, the demuxer that the content asks for, audio codecs alone and
/// no protocol but local files; it cannot follow a play-list, open an address or decode pictures.
public struct SoundDoor: Sendable {
  private let confine:
    @Sendable (_ limits: DoorLimits, _ report: String, _ program: [String]) -> (
      program: String, arguments: [String]
    )
  private let folder: String
  public var limits: DoorLimits

  /// - Parameters:
  ///   - folder: where copies lie while they are decoded; removed with all they contain.
  ///   - helper: absolute path of the `broadcaster` program, which sets the limits (`confine`).
  public init(folder: String, helper: String, limits: DoorLimits = DoorLimits()) {
    self.folder = folder
    self.limits = limits
    confine = { limits, report, program in
      (
        helper,
        [
          "confine", "--cpu", "\(limits.cpuSeconds)", "--memory", "\(limits.memoryBytes)", "--files",
          "\(limits.openFiles)", "--size", "\(limits.outputBytes)", "--report", report, "--",
        ] + program
      )
    }
  }

  /// What came in.
  public struct Arrival: Sendable {
    /// 48 kHz, mono.
    public var clip: Clip
    public var format: ForeignFormat
    /// SHA-256 of the file as it came.
    public var sourceHash: String

    init(clip: Clip, format: ForeignFormat, sourceHash: String) {
      self.clip = clip
      self.format = format
      self.sourceHash = sourceHash
    }

    /// What this machine recorded itself; the source is its samples.
    public init(recordedClip clip: Clip) {
      let bytes = clip.samples(ofChannel: 0).flatMap { sample in
        withUnsafeBytes(of: sample.bitPattern.littleEndian) { Array($0) }
      }
      self.init(clip: clip, format: .wav, sourceHash: Hex.sha256(bytes))
    }
  }

  /// - Parameters:
  ///   - name: for messages only.
  ///   - progress: called now and then with 0…1.
  public func bringIn(
    _ input: FileHandle, name: String, progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws(DoorError) -> Arrival {
    sweep()
    let place = folder + "/" + UUID().uuidString
    func refuse(_ code: DoorError.Code) -> DoorError { DoorError(code, source: name) }
    do {
      try FileManager.default.createDirectory(
        atPath: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw refuse(.unavailable(SystemCause.text(error)))
    }
    // Nothing of a refused file is left, whatever happens on the way.
    defer { try? FileManager.default.removeItem(atPath: place) }
    let copy = place + "/input"
    let (hash, head) = try DoorCopy.copy(input, to: copy, name: name, limit: limits.inputBytes)
    guard let format = ForeignFormat(sniffing: head) else {
      throw refuse(DoorCopy.isPlaylist(head) ? .playlist : .notSound)
    }
    if format == .wav, let missing = DoorCopy.missingWave(copy) {
      throw refuse(.truncated(seconds: missing.present, of: missing.claimed))
    }
    let decoded = place + "/decoded.wav"
    let report = place + "/report"
    let watch = Task { [decoded, report] in
      while !Task.isCancelled {
        try await Task.sleep(for: .milliseconds(250))
        guard let length = DecoderReport(path: report).duration, length > 0 else { continue }
        let size = (try? FileManager.default.attributesOfItem(atPath: decoded)[.size] as? Int) ?? 0
        progress(min(1, Double(size) / (length * 48_000 * 4)))
      }
    }
    defer { watch.cancel() }
    try await decode(copy, format, to: decoded, report: report, name)
    let length = DecoderReport(path: report).duration
    if let length, length > Double(limits.seconds) { throw refuse(.tooLong(seconds: limits.seconds)) }
    let clip: Clip
    do {
      clip = try Clip.read(path: decoded)
    } catch {
      throw refuse(.damaged(error.cause))
    }
    guard clip.frameCount > 0 else { throw refuse(.noAudio) }
    guard clip.duration <= Double(limits.seconds) else { throw refuse(.tooLong(seconds: limits.seconds)) }
    if format.knowsItsLength, let length, clip.duration < length - max(1, length / 50) {
      throw refuse(.truncated(seconds: clip.duration, of: length))
    }
    progress(1)
    return Arrival(clip: clip, format: format, sourceHash: hash)
  }

  /// Removes what a command that was killed has left: older than any decoding may take.
  private func sweep() {
    // What cannot be looked at or removed now is tried again the next time.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where UUID(uuidString: name) != nil {
      let path = folder + "/" + name
      let made = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
      guard let made, Date().timeIntervalSince(made) > Double(2 * limits.wallSeconds + 600) else { continue }
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  // MARK: ffmpeg

  static let ffmpeg = "/usr/bin/ffmpeg"

  /// Without one of these decoders a stream is not sound to us; pictures and video have none.
  private static let codecs = [
    "aac", "aac_latm", "ac3", "alac", "amrnb", "amrwb", "flac", "mp1", "mp2", "mp3", "mp1float", "mp2float",
    "mp3float",
    "opus", "libopus", "vorbis", "libvorbis", "wmav1", "wmav2", "wmapro", "adpcm_ms", "adpcm_ima_wav",
    "adpcm_ima_qt",
    "gsm", "gsm_ms", "speex", "libspeex", "pcm_s8", "pcm_u8", "pcm_s16le", "pcm_s16be", "pcm_s24le",
    "pcm_s24be",
    "pcm_s32le", "pcm_s32be", "pcm_f32le", "pcm_f32be", "pcm_f64le", "pcm_f64be", "pcm_alaw", "pcm_mulaw",
  ].joined(separator: ",")

  private func decode(
    _ copy: String, _ format: ForeignFormat, to path: String, report: String, _ name: String
  ) async throws(DoorError) {
    guard FileManager.default.isExecutableFile(atPath: SoundDoor.ffmpeg) else {
      throw DoorError(.noDecoder, source: name)
    }
    let (helper, arguments) = confine(
      limits, report,
      [
        SoundDoor.ffmpeg, "-hide_banner", "-nostdin", "-nostats", "-v", "info", "-threads", "1",
        "-protocol_whitelist", "file", "-format_whitelist", format.demuxer, "-codec_whitelist",
        SoundDoor.codecs,
        "-probesize", "5000000", "-analyzeduration", "5000000", "-vn", "-sn", "-dn", "-f", format.demuxer,
        "-i", copy,
        "-map", "0:a:0", "-map_metadata", "-1", "-t", "\(limits.seconds + 1)", "-ac", "1", "-af",
        "aresample=48000:resampler=soxr", "-c:a", "pcm_f32le", "-f", "wav", path,
      ])
    do {
      _ = try await ChildProcess.run(
        program: helper, arguments: arguments, input: [], outputLimit: 1 << 16,
        timeout: .seconds(limits.wallSeconds))
    } catch {
      switch error {
      case .timedOut: throw DoorError(.tooExpensive("thời gian \(limits.wallSeconds) giây"), source: name)
      case .tooMuchOutput: throw DoorError(.tooExpensive("dữ liệu ra"), source: name)
      case .notStarted(let cause): throw DoorError(.unavailable(cause), source: name)
      case .failed(let status, let text):
        throw DoorError(code(status: status, DecoderReport(path: report).problem ?? text), source: name)
      }
    }
  }

  private func code(status: String, _ problem: String) -> DoorError.Code {
    if status.contains("signal: 24") || status.contains("SIGXCPU") {
      return .tooExpensive("\(limits.cpuSeconds) giây xử lý")
    }
    if problem.contains("File too large") { return .tooExpensive("dung lượng ra") }
    if problem.contains("Cannot allocate memory") {
      return .tooExpensive("bộ nhớ \(limits.memoryBytes >> 20) MB")
    }
    if problem.contains("matches no streams") { return .noAudio }
    return .damaged(problem.isEmpty ? status : problem)
  }
}
