/// What an output truly is, as libasound says it, never as the configuration does. Only `device` counts as airing.
public enum OutputKind: String, Hashable, Sendable, Codable {
  /// A PCM of a sound card: `snd_pcm_info_get_card` ≥ 0.
  case device
  /// A PCM without a card: pulse, null, file, a plugin onto one of them.
  case virtual
  /// Sound files, paced by the clock.
  case file
}
