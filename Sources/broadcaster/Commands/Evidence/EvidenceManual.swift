public import ArgumentParser
public import BroadcastCore
import Foundation

extension ManualEvidence.Kind: ExpressibleByArgument {}

struct EvidenceManual: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Minh chứng nhập tay: ảnh, biên bản, thư, văn bản.",
    subcommands: [Add.self, List.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Thêm một minh chứng nhập tay; việc thêm được ghi vào nhật ký.")

    @Argument(help: ArgumentHelp("Ảnh hoặc bản quét (PDF, JPEG, PNG, TIFF).", valueName: "tệp"))
    var file: String

    @Option(help: ArgumentHelp("Mã tiêu chí.", valueName: "mã"))
    var criterion: String

    @Option(
      help: ArgumentHelp(
        "photo (ảnh), minutes (biên bản), letter (thư) hoặc document (văn bản).", valueName: "loại"))
    var kind = ManualEvidence.Kind.document

    @Option(help: ArgumentHelp("Ngày của việc được chứng minh.", valueName: "NĂM-THÁNG-NGÀY"))
    var date: CivilDate

    @Option(help: ArgumentHelp("Nội dung, một câu.", valueName: "nội dung"))
    var title: String

    @OptionGroup var identity: IdentityOptions
    @OptionGroup var options: StateOptions

    func run() async throws {
      try await Failure.reported {
        let moment = SystemClock().now()
        let database = try options.database()
        let snapshot = try StationStore(database).snapshot()
        let known = snapshot.criteria.map(\.code)
        guard known.contains(criterion) else {
          throw ValidationError("Không có tiêu chí «\(criterion)»; đài có: \(known.joined(separator: ", ")).")
        }
        let title = title.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !title.isEmpty, title.count <= 500 else {
          throw ValidationError("--title phải có từ 1 đến 500 chữ.")
        }
        guard date <= moment.wall.local(in: snapshot.station.foundationTimeZone).date else {
          throw ValidationError("--date \(date) chưa đến.")
        }
        let actor = try identity.actor(for: .write, in: database, beforeAccounts: true)
        let hash = try DocumentLibrary(folder: options.state + "/documents").store(file)
        let stored = try ManualEvidenceStore(database).add(
          ManualEvidence(
            criterion: criterion, kind: kind, date: date, title: title, author: "\(actor)", hash: hash),
          by: actor, at: moment)
        Console.print("Đã thêm minh chứng nhập tay số \(stored.id) cho \(criterion), SHA-256 \(hash).")
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Liệt kê minh chứng nhập tay.")

    @Option(help: ArgumentHelp("Dạng kết quả: text hoặc json.", valueName: "dạng"))
    var format = OutputFormat.text

    @OptionGroup var options: StateOptions

    func run() async throws {
      try await Failure.reported {
        let database = try options.existingDatabase()
        for problem in try ManualEvidenceStore.problems(
          in: database, documents: DocumentLibrary(folder: options.state + "/documents"))
        {
          Console.error("BỊ SỬA: \(problem).")
        }
        let items = try ManualEvidenceStore.all(in: database)
        if format == .json {
          Console.print(try StableJSON.text(items))
          return
        }
        if items.isEmpty { Console.print("Chưa có minh chứng nhập tay nào.") }
        for item in items {
          Console.print(
            "\(item.id)  \(item.date)  \(item.criterion)  \(item.kind.vietnamese)  «\(item.title)»  nhập tay bởi \(item.author)  \(item.hash)"
          )
        }
      }
    }
  }
}
