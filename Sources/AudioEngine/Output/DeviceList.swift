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

public enum DeviceList {
  /// Playback PCMs of this machine: every card's, then the named ones of the ALSA configuration.
  public static func playbackDevices() -> [DeviceDescription] { fatalError("not yet") }
}
