import ArgumentParser

struct ScheduleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "Lịch phát: kiểm tra, xem trước, so sánh, mô phỏng.",
    subcommands: [ScheduleCheck.self, ScheduleNext.self, ScheduleDiff.self, ScheduleSimulate.self])
}
