import ArgumentParser
import BroadcastCore
import Foundation

struct ScheduleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "Lịch phát.", subcommands: [Check.self])

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Kiểm tra thư mục cấu hình mà không nạp vào đài.")

    @Argument(help: ArgumentHelp("Thư mục có station.yaml và programmes/.", valueName: "thư mục"))
    var folder: String

    func run() async throws {
      try await Failure.reported {
        let folder = try StationFolder.load(folder)
        for word in try folder.unknownWords() { Console.error("Chú ý: \(word).") }
        Console.print(
          "Hợp lệ: \(folder.station.zones.count) cụm loa, \(folder.announcements.count) bản tin, "
            + "\(folder.programmes.count) chương trình.")
      }
    }
  }
}
