import ArgumentParser
import BroadcastCore
import Foundation

struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Nhật ký phát sóng.", subcommands: [List.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Liệt kê nhật ký; dạng json là chính các dòng đã được băm.")

    @Option(help: ArgumentHelp("Chỉ N mục cuối.", valueName: "N"))
    var last: Int?

    @Option(help: "text hoặc json (mỗi dòng một mục).")
    var format = OutputFormat.text

    @OptionGroup var options: StateOptions

    func validate() throws {
      if let last, last < 1 { throw ValidationError("--last phải từ 1 trở lên.") }
    }

    func run() async throws {
      try await Failure.reported {
        let database = try options.existingDatabase()
        let log = PlaybackLog(database: database)
        // The log can be read also where no set-up was applied; zones then show by their short names.
        let station = try? StationStore(database).snapshot().station
        for entry in try last.map(log.last) ?? log.entries() {
          Console.print(format == .json ? entry.line : EntryText.line(entry, station: station))
        }
      }
    }
  }
}
