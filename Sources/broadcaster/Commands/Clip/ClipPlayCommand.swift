import ArgumentParser
import AudioEngine
import BroadcastCore
import Foundation

struct ClipPlayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Nghe thử một bản ghi; không phải phát sóng, không vào minh chứng.")

  @Argument(help: ArgumentHelp("Tên ngắn, ví dụ bg-1.", valueName: "bản ghi"))
  var clip: String

  @Option(help: ArgumentHelp("Thiết bị ALSA để nghe.", valueName: "tên"))
  var device = "default"

  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let store = ClipStore(try options.existingDatabase(), library: options.library)
      try await Listening.play(try store.sound(of: try store.clip(clip)), on: device)
    }
  }
}
