import ArgumentParser

struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Nhật ký phát sóng.",
    subcommands: [
      LogListCommand.self, LogShowCommand.self, LogExportCommand.self, LogVerifyCommand.self,
      LogCheckpointCommand.self, LogKeyCommand.self, LogEraseCommand.self, LogUptimeCommand.self,
      LogPlayCommand.self,
    ])
}
