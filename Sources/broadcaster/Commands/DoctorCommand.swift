import ArgumentParser
import BroadcastCore

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Kiểm tra máy này có chạy được đài không, và cách sửa từng chỗ.")

  @Option(help: ArgumentHelp("Nơi định phát: auto, alsa:TÊN hoặc file:THƯ-MỤC.", valueName: "đầu ra"))
  var output = OutputChoice.auto

  @Option(help: "text hoặc json.")
  var format = OutputFormat.text

  @OptionGroup var options: StateOptions

  func run() async throws {
    let findings = await Examination(state: options.state, output: output).findings()
    switch format {
    case .text:
      for finding in findings { Console.print(finding.text) }
    case .json:
      Console.print(CanonicalJSON.array(findings.map(\.json)).line)
    }
    guard !findings.contains(where: { $0.severity == .error }) else {
      if format == .text { Console.error("Đài CHƯA chạy được trên máy này: hãy sửa các mục LỖI ở trên.") }
      throw Failure.unavailable
    }
    if format == .text { Console.print("Đài chạy được trên máy này.") }
  }
}
