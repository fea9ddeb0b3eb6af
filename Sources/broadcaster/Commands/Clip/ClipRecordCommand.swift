import ArgumentParser
import AudioEngine
import BroadcastCore
import Foundation

struct ClipRecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Ghi âm từ micrô của máy vào kho bản ghi.")

  @Option(help: ArgumentHelp("Ghi bao nhiêu giây, 1–2700.", valueName: "giây"))
  var seconds: Double

  @Option(help: ArgumentHelp("Tên gọi, ví dụ «Lời chúc Tết của Chủ tịch».", valueName: "tên gọi"))
  var title: String

  @Option(help: ArgumentHelp("Thiết bị thu của ALSA; «arecord -L» liệt kê.", valueName: "tên"))
  var device = "default"

  @Option(help: ArgumentHelp("Ngôn ngữ (BCP 47): vi, tay, hmn, km …", valueName: "mã"))
  var language = "vi"

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func validate() throws {
    guard (1...2_700).contains(seconds) else { throw ValidationError("--seconds phải từ 1 đến 2700.") }
  }

  func run() async throws {
    try await Failure.reported {
      let mandate = try identity.mandate(.write, in: options, beforeAccounts: true)
      Console.error("Đang ghi \(Int(seconds)) giây từ «\(device)» …")
      let bar = ProgressLine("Đang ghi")
      var peak: Float = 0
      let recording = try SoundRecorder.record(
        device: device, seconds: seconds, level: { peak = $0 },
        isWanted: {
          bar.show($0 / seconds, peak > 0.98 ? "VỠ TIẾNG" : peak < 0.003 ? "gần như im lặng" : "có tiếng")
          return true
        })
      bar.end()
      if recording.overruns > 0 {
        Console.error("Chú ý: mất tiếng \(recording.overruns) lần khi ghi, nên ghi lại.")
      }
      let loudness = try StationStore(mandate.database).snapshot().station.speech.loudness
      let clip = try ClipStore(mandate.database, library: options.library).add(
        SoundDoor.Arrival(recordedClip: recording.clip), source: "bản ghi từ \(device)", title: title,
        language: language, loudness: loudness, by: mandate.actor, at: mandate.now)
      Console.print(ClipText.description(clip))
    }
  }
}
