import ArgumentParser
import Foundation
import VietnameseSpeech

/// The speech helper: the only user of eSpeak's global state, one script a process.
struct SynthesizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesize",
    abstract: "Tiến trình đọc: nhận kịch bản JSON ở đầu vào chuẩn, trả âm thanh ở đầu ra chuẩn (dùng nội bộ)."
  )

  @Flag(help: "Liệt kê giọng tiếng Việt rồi thoát.")
  var voices = false

  @Option(
    help: ArgumentHelp("Tiến trình đã gọi: nó kết thúc thì tiến trình này cũng kết thúc.", valueName: "pid"))
  var parent: Int32?

  func run() async throws {
    if let parent, !HelperLife.follow(parent: parent) { return }
    try await Failure.reported {
      if voices {
        for voice in try EspeakEngine.vietnameseVoices() { Console.print(voice) }
        return
      }
      guard let script = try FileHandle.standardInput.readToEnd() else {
        throw SpeechError(.badScript, cause: "standard input is empty")
      }
      try EspeakEngine.run(scriptJSON: [UInt8](script)) {
        try FileHandle.standardOutput.write(contentsOf: Data($0))
      }
    }
  }
}
