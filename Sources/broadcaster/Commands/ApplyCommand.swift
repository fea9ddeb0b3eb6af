import ArgumentParser
import BroadcastCore

struct ApplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Nạp cấu hình, bản tin và lịch phát từ một thư mục vào đài.")

  @Argument(help: ArgumentHelp("Thư mục có station.yaml và programmes/.", valueName: "thư mục"))
  var folder: String

  @Flag(help: "Chỉ để chạy thử: duyệt luôn mọi bản tin bằng tài khoản «mẫu».")
  var sample = false

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let folder = try StationFolder.load(folder)
      let mandate = try identity.mandate(.administer, in: options, beforeAccounts: true, making: true)
      if sample, case .account = mandate.actor {
        throw ValidationError(
          "Đài đã có tài khoản: --sample chỉ để chạy thử, hãy duyệt bằng «announcement approve».")
      }
      let applier = SetupApplier(database: mandate.database, library: options.library)
      let outcome = try applier.apply(folder, asSample: sample, by: mandate.actor, at: mandate.now)
      _ = try options.logKey(PlaybackLog(database: mandate.database)).open(
        name: StateOptions.logName(folder.station), at: mandate.now)
      Console.print(
        "Đã nạp đài «\(folder.station.commune)»: \(folder.station.zones.count) cụm loa, "
          + "\(folder.announcements.count) bản tin, \(folder.programmes.count) chương trình.")
      for word in try folder.unknownWords() { Console.error("Chú ý: \(word).") }
      if sample {
        Console.print("Chạy thử: mọi bản tin được duyệt bởi tài khoản «\(Approval.sampleApprover)».")
      } else if !outcome.drafts.isEmpty {
        Console.print("Chưa duyệt, sẽ KHÔNG phát: \(outcome.drafts.joined(separator: ", ")).")
      }
    }
  }
}
