import ArgumentParser
import BroadcastCore
import Foundation

struct ClipAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Nhận một tệp âm thanh (m4a, mp3, amr, ogg, wav, flac, mp4 có tiếng …) vào kho bản ghi.",
    discussion:
      "Tệp được giải mã trong một tiến trình có giới hạn, cắt im lặng hai đầu, đưa về độ to của đài. Dài nhất 45 phút."
  )

  @Argument(help: ArgumentHelp("Tệp, hoặc «-» là đầu vào chuẩn.", valueName: "tệp"))
  var file: String

  @Option(help: ArgumentHelp("Tên gọi, ví dụ «Lời chúc Tết của Chủ tịch».", valueName: "tên gọi"))
  var title: String

  @Option(help: ArgumentHelp("Ngôn ngữ (BCP 47): vi, tay, hmn, km …", valueName: "mã"))
  var language = "vi"

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let mandate = try identity.mandate(.write, in: options, beforeAccounts: true)
      let input = try file == "-" ? FileHandle.standardInput : ClipInput.open(file)
      let clip = try await ClipInput.add(
        input, name: file, title: title, language: language, options: options, mandate: mandate)
      Console.print(ClipText.description(clip))
    }
  }
}
