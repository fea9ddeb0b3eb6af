import ArgumentParser
import BroadcastCore
import Foundation

struct ScheduleDiff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Nạp thư mục này thì lịch phát của đài thay đổi thế nào?")

  @Argument(help: ArgumentHelp("Thư mục có station.yaml và programmes/.", valueName: "thư mục"))
  var folder: String

  @Option(help: ArgumentHelp("Số ngày kể từ bây giờ, 1 đến 732.", valueName: "ngày"))
  var days = 14

  @Option(help: ArgumentHelp("Dạng kết quả: text hoặc json.", valueName: "dạng"))
  var format = OutputFormat.text

  @OptionGroup var options: StateOptions

  func validate() throws {
    guard (1...732).contains(days) else { throw ValidationError("Số ngày phải từ 1 đến 732.") }
  }

  func run() async throws {
    try await Failure.reported {
      let database = try options.existingDatabase()
      let snapshot = try StationStore(database).snapshot()
      var before = try ScheduleSource(snapshot, library: options.library)
      // The sounds of the folder, mastered as `apply` would, to see whether they differ.
      let temporary = NSTemporaryDirectory() + "/broadcaster-" + UUID().uuidString
      // What cannot be removed is the system's temporary folder to clean.
      defer { try? FileManager.default.removeItem(atPath: temporary) }
      var after = try ScheduleSource(
        folder: folder, over: snapshot, library: ClipLibrary(folder: temporary))
      try before.remember(PlaybackLog(database: database))
      try after.remember(PlaybackLog(database: database))
      let now = SystemClock().now().wall
      let planned = plan(after.input, now)
      let difference = PlanDifference(from: plan(before.input, now).broadcasts, to: planned.broadcasts)
      PlanText.noteHeld(planned.held, cure: "schedule check \(folder)")
      switch format {
      case .json: Console.print(try StableJSON.text(difference))
      case .text:
        let (old, new) = (PlanText(station: before.station), PlanText(station: after.station))
        for broadcast in difference.removed { Console.print("- \(old.line(broadcast))") }
        for broadcast in difference.added { Console.print("+ \(new.line(broadcast))") }
        for change in difference.changed {
          Console.print("~ \(new.line(change.after))")
          Console.print(
            "  thay đổi: \(change.aspects.map(\.vietnamese).joined(separator: ", ")); trước: \(old.line(change.before))"
          )
        }
        Console.print(
          difference.isEmpty
            ? "Không có gì thay đổi trong \(days) ngày tới."
            : "\(difference.removed.count) lượt bỏ, \(difference.added.count) lượt thêm, \(difference.changed.count) lượt đổi trong \(days) ngày tới."
        )
      }
    }
  }

  private func plan(_ input: PlanInput, _ now: WallTime) -> Plan {
    var input = input
    input.now = now
    return Planner(input).plan(from: now, to: now + Double(days) * 86_400)
  }
}
