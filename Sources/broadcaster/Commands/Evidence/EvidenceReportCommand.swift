import ArgumentParser
import BroadcastCore
import Foundation

struct EvidenceReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Làm báo cáo nộp cấp trên: HTML, PDF, XLSX và CSV.",
    discussion: """
      Báo cáo theo thể thức Nghị định 30/2020/NĐ-CP; số và ngày để trống cho văn thư. PDF cần gói Debian weasyprint và \
      fonts-liberation2.
      """)

  @OptionGroup var period: EvidencePeriod

  @Option(
    name: .customLong("out"),
    help: ArgumentHelp("Thư mục ghi báo cáo; được tạo nếu chưa có.", valueName: "thư mục"))
  var folder: String

  @Option(help: ArgumentHelp("Cơ quan chủ quản; UBND không ghi.", valueName: "tên"))
  var superior: String?

  @Option(help: ArgumentHelp("Cơ quan ban hành, mặc định UBND xã.", valueName: "tên"))
  var issuer: String?

  @Option(help: ArgumentHelp("Ký hiệu sau số văn bản.", valueName: "BC-…"))
  var symbol: String?

  @Option(
    help: ArgumentHelp("Các dòng quyền hạn, chức vụ ký, cách nhau bằng dấu «|».", valueName: "TM. …|KT. …"))
  var signature: String?

  @Flag(inversion: .prefixedNo, help: "Làm PDF bằng weasyprint.")
  var pdf = true

  @Flag(help: "Ghi đè báo cáo đã có trong thư mục.")
  var force = false

  @OptionGroup var options: StateOptions

  private static let page = "bao-cao.html"

  func run() async throws {
    try await Failure.reported {
      let base = folder + "/"
      if FileManager.default.fileExists(atPath: base + Self.page), !force {
        throw ValidationError("\(base + Self.page) đã có: hãy chọn thư mục khác hoặc thêm --force.")
      }
      let (coverage, snapshot, _) = try period.read(options)
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw ReportError(.unwritable(error.localizedDescription), path: folder)
      }
      let manual = try ManualEvidenceStore.all(in: options.existingDatabase())
      var letterhead = EvidenceReport.Letterhead(station: snapshot.station)
      if let superior { letterhead.superior = superior }
      if let issuer { letterhead.issuer = issuer }
      if let symbol { letterhead.symbol = symbol }
      if let signature { letterhead.signature = signature.split(separator: "|").map(String.init) }
      let report = EvidenceReport(
        coverage: coverage, snapshot: snapshot, manual: manual, letterhead: letterhead)
      let notice = coverage.isTrial ? EvidencePeriod.trialNotice : nil
      var made: [String] = []
      try write(ReportDocument(report).html, to: base + Self.page)
      made.append(Self.page)
      for table in report.tables {
        try write(table.csv(notice: notice), to: base + table.file + ".csv")
        made.append(table.file + ".csv")
      }
      let draft = ProgrammeDraft(coverage, programmes: snapshot.programmes, station: snapshot.station)
      if !draft.proposals.isEmpty {
        try write((notice.map { "# \($0)\n" } ?? "") + draft.yaml, to: base + "chuong-trinh-bu.yaml")
        made.append("chuong-trinh-bu.yaml")
      }
      let bar = ProgressLine("Đang làm bảng tính")
      try Workbook.write(report.tables, to: base + "bao-cao.xlsx", notice: notice) { bar.show($0) }
      bar.end()
      made.append("bao-cao.xlsx")
      Console.print("Đã ghi vào \(folder): \(made.joined(separator: ", ")).")
      if pdf {
        try await Printer.print(base + Self.page, to: base + "bao-cao.pdf")
        Console.print("Đã ghi vào \(folder): bao-cao.pdf.")
      }
      if let notice { Console.print(notice) }
    }
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw ReportError(.unwritable(error.localizedDescription), path: path)
    }
  }
}
