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

  @Flag(inversion: .prefixedNo, help: "Kèm hồ sơ nhật ký để người nhận tự kiểm tra.")
  var bundle = true

  @Option(
    help: ArgumentHelp(
      "Kèm vào hồ sơ bản lưu âm của lượt phát ở mục này; dùng được nhiều lần.", valueName: "số"))
  var sound: [Int64] = []

  @Flag(
    help:
      "Vẫn lập báo cáo khi nhật ký kiểm tra không đúng; mọi trang, bảng và tệp ghi rõ là không có giá trị.")
  var unverified = false

  @Flag(help: "Ghi đè báo cáo đã có trong thư mục.")
  var force = false

  @OptionGroup var options: StateOptions

  private static let page = "bao-cao.html"
  private static let minutes = "bien-ban-kiem-tra.html"
  private static let bundleName = "ho-so"

  func validate() throws {
    if !bundle, !sound.isEmpty {
      throw ValidationError("--sound kèm bản lưu âm vào hồ sơ, không dùng cùng --no-bundle.")
    }
  }

  /// What is wrong with the log; a report of such a log proves nothing.
  private func verify() throws -> String? {
    let database = try options.existingDatabase()
    let verified = try StateVerifier(database).verify()
    let manual = try ManualEvidenceStore.problems(
      in: database, documents: DocumentLibrary(folder: options.state + "/documents"))
    guard let fault = (verified.firstBadEntry ?? verified.faults.first)?.vietnamese ?? manual.first else {
      return nil
    }
    guard unverified else {
      for problem in manual { Console.error("\(problem).") }
      Console.error(
        "NHẬT KÝ HOẶC MINH CHỨNG NHẬP TAY KHÔNG ĐÚNG, không lập báo cáo. Sai đầu tiên: \(fault). Hãy chạy «broadcaster log verify»; "
          + "chỉ để xem thì thêm --unverified, mọi trang khi ấy ghi rõ là không có giá trị.")
      throw Failure.badData
    }
    return fault
  }

  /// Signs the log as it was read, and writes the bundle.
  private func seal(_ snapshot: StationStore.Snapshot, base: String) throws -> EvidenceReport.Seal {
    let log = PlaybackLog(database: try options.database())
    let key = options.logKey(log)
    _ = try key.open(name: StateOptions.logName(snapshot.station), at: SystemClock().now())
    let kept = try CheckpointMaker(log: log, key: key).make(.export, at: SystemClock().now())
    var name: String?
    if bundle {
      let zone = snapshot.station.foundationTimeZone
      let span = LogFilter.Span(
        from: WallTime(local: period.from, .midnight, in: zone),
        to: WallTime(local: period.to + 1, .midnight, in: zone))
      let sounds = try SoundChoice.find(sound, log, options.archive)
      let entries = Array(sounds.files.keys)
      let range = try log.range(of: LogFilter(span: span)) ?? 0..<0
      let path = base + Self.bundleName
      if force, FileManager.default.fileExists(atPath: path) {
        try FileManager.default.removeItem(atPath: path)
      }
      _ = try BundleWriter(log: log, key: key).write(
        path, from: (entries + [range.lowerBound]).min() ?? 0,
        to: (entries.map { $0 + 1 } + [range.upperBound]).max() ?? 0, checkpoint: kept, withTexts: false,
        sounds: sounds)
      name = Self.bundleName
    }
    return EvidenceReport.Seal(kept, key: "\(try key.current().verifier)", bundle: name)
  }

  func run() async throws {
    try await Failure.reported {
      let base = folder + "/"
      if FileManager.default.fileExists(atPath: base + Self.page), !force {
        throw ValidationError("\(base + Self.page) đã có: hãy chọn thư mục khác hoặc thêm --force.")
      }
      let fault = try verify()
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
      var report = EvidenceReport(
        coverage: coverage, snapshot: snapshot, manual: manual, letterhead: letterhead)
      report.fault = fault
      report.uptime = try PlaybackLog(database: options.existingDatabase()).uptime(
        coverage.from...coverage.to, in: snapshot.station.foundationTimeZone, now: SystemClock().now().wall)
      // Nobody signs for a log that is wrong.
      if fault == nil { report.seal = try seal(snapshot, base: base) }
      let notice = report.stamp
      var made: [String] = []
      if let seal = report.seal {
        try write(seal.checkpoint, to: base + "chot.txt")
        made += ["chot.txt"] + (seal.bundle.map { [$0 + "/"] } ?? [])
      }
      try write(ReportDocument(report).html, to: base + Self.page)
      try write(TechnicalMinutes(report).html, to: base + Self.minutes)
      made += [Self.page, Self.minutes]
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
        try await Printer.print(base + Self.minutes, to: base + "bien-ban-kiem-tra.pdf")
        Console.print("Đã ghi vào \(folder): bao-cao.pdf, bien-ban-kiem-tra.pdf.")
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
