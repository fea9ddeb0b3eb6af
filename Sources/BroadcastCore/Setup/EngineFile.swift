internal import VietnameseSpeech

/// Reads `speech.engine` of `station.yaml`: an external speech program.
enum EngineFile {
  static func read(_ node: ConfigurationNode) -> ExternalEngine? {
    guard let mapping = node.mapping(keys: ["command", "voice", "version", "timeout"]),
      let commandNode = mapping.required("command"), let arguments = commandNode.list(),
      let version = mapping.required("version")?.string()
    else { return nil }
    var timeout = 60
    if let node = mapping.optional("timeout") {
      guard let seconds = node.integer(in: 1...600) else { return nil }
      timeout = seconds
    }
    do {
      let command = try CommandTemplate(arguments.map { $0.word ?? "" })
      return ExternalEngine(
        command: command, voice: mapping.optional("voice")?.string() ?? "", version: version,
        timeoutSeconds: timeout)
    } catch {
      commandNode.note(
        "lệnh của bộ đọc không dùng được: \(error.cause)",
        "mỗi tham số một mục, ví dụ [/usr/bin/espeak-ng, -v, \"{voice}\", -s, \"{rate}\", --stdout]")
      return nil
    }
  }
}
