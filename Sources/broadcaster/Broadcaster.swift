import ArgumentParser

@main
struct Broadcaster: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "broadcaster",
    abstract: "Lập lịch và phát thanh cho hệ thống truyền thanh thông minh cấp xã.",
    subcommands: [NormalizeCommand.self])
}
