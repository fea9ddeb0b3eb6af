import CAlsa
import Glibc

/// One PCM that libasound offers.
public struct DeviceDescription: Hashable, Sendable {
  /// What `OutputTarget.alsa` takes.
  public var name: String
  public var summary: String
  public var kind: OutputKind
  /// Not a card itself but a sound server (PulseAudio, PipeWire, JACK) that may have one: what leaves cannot be known.
  public var isSoundServer: Bool
  /// Why it could not be looked at (busy, no rights), or nil.
  public var problem: String?

  public init(name: String, summary: String, kind: OutputKind, isSoundServer: Bool, problem: String? = nil) {
    self.name = name
    self.summary = summary
    self.kind = kind
    self.isSoundServer = isSoundServer
    self.problem = problem
  }
}

/// What this machine could play on.
public enum DeviceList {
  /// Playback PCMs of this machine: every card's, then the named ones of the ALSA configuration.
  ///
  /// Each is opened for a moment without being started; one in use elsewhere is listed with its `problem`.
  public static func playbackDevices() -> [DeviceDescription] {
    calsa_be_quiet()
    return (cards() + hints()).map { describe(name: $0.name, summary: $0.summary) }
  }

  /// Opens `name` for a moment and says what it is.
  public static func describe(name: String, summary: String = "") -> DeviceDescription {
    var pcm: OpaquePointer?
    let code = snd_pcm_open(&pcm, name, SND_PCM_STREAM_PLAYBACK, Int32(SND_PCM_NONBLOCK))
    guard code == 0, let pcm else {
      let kind: OutputKind = name.hasPrefix("hw:") || name.hasPrefix("plughw:") ? .device : .virtual
      return DeviceDescription(
        name: name, summary: summary, kind: kind, isSoundServer: false, problem: ALSAMessage.text(code))
    }
    defer { snd_pcm_close(pcm) }
    do throws(OutputError) {
      let kind = try ALSAParameters(pcm: pcm, name: name).kind()
      return DeviceDescription(
        name: name, summary: summary, kind: kind, isSoundServer: kind == .virtual && reachesServer(pcm))
    } catch {
      return DeviceDescription(
        name: name, summary: summary, kind: .virtual, isSoundServer: false, problem: error.description)
    }
  }

  private static func cards() -> [(name: String, summary: String)] {
    var found: [(name: String, summary: String)] = []
    var card: Int32 = -1
    while snd_card_next(&card) == 0, card >= 0 {
      var control: OpaquePointer?
      guard snd_ctl_open(&control, "hw:\(card)", 0) == 0 else { continue }
      defer { snd_ctl_close(control) }
      var device: Int32 = -1
      while snd_ctl_pcm_next_device(control, &device) == 0, device >= 0 {
        var info: OpaquePointer?
        guard snd_pcm_info_malloc(&info) == 0 else { continue }
        defer { snd_pcm_info_free(info) }
        snd_pcm_info_set_device(info, UInt32(device))
        snd_pcm_info_set_stream(info, SND_PCM_STREAM_PLAYBACK)
        guard snd_ctl_pcm_info(control, info) == 0 else { continue }
        let summary = snd_pcm_info_get_name(info).map { String(cString: $0) } ?? ""
        found.append((name: "hw:\(card),\(device)", summary: summary))
      }
    }
    return found
  }

  /// PCMs of alsa-lib and alsa-plugins that only convert for another one or wait for a server that this machine need not
  /// have; opening them tells nothing and some print.
  private static let converters: Set<String> = [
    "null", "lavrate", "samplerate", "speexrate", "speex", "upmix", "vdownmix", "oss", "jack", "a52",
    "arcam_av",
    "usbstream",
  ]

  private static func hints() -> [(name: String, summary: String)] {
    var hints: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    guard snd_device_name_hint(-1, "pcm", &hints) == 0, let hints else { return [] }
    defer { snd_device_name_free_hint(hints) }
    var found: [(name: String, summary: String)] = []
    var index = 0
    while let hint = hints[index] {
      index += 1
      let name = text(hint, "NAME") ?? ""
      let direction = text(hint, "IOID")
      guard !name.isEmpty, !converters.contains(name), direction == nil || direction == "Output" else {
        continue
      }
      found.append((name: name, summary: (text(hint, "DESC") ?? "").replacing("\n", with: ", ")))
    }
    return found
  }

  private static func text(_ hint: UnsafeMutableRawPointer, _ id: String) -> String? {
    guard let value = snd_device_name_get_hint(hint, id) else { return nil }
    defer { free(value) }
    return String(cString: value)
  }

  /// libasound tells a plugin's nature only in its dump.
  private static func reachesServer(_ pcm: OpaquePointer) -> Bool {
    var output: OpaquePointer?
    guard snd_output_buffer_open(&output) == 0 else { return false }
    defer { snd_output_close(output) }
    snd_pcm_dump(pcm, output)
    var text: UnsafeMutablePointer<CChar>?
    let length = snd_output_buffer_string(output, &text)
    guard let text else { return false }
    let bytes = UnsafeRawBufferPointer(start: text, count: length)
    let dump = String(decoding: bytes, as: UTF8.self).lowercased()
    return ["pulseaudio", "pipewire", "jack"].contains { dump.contains($0) }
  }
}
