import ArgumentParser
import BroadcastCore
import Foundation

/// Texts with gaps: from a form with a few fields to a text worth airing.
struct TemplateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "Mẫu bản tin: liệt kê, xem, kiểm tra, điền thành văn bản.",
    subcommands: [List.self, Show.self, Check.self, Render.self])
}

/// Where templates come from.
struct TemplateOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Tệp mẫu riêng của đài, đè lên mẫu có sẵn.", valueName: "tệp"))
  var templates: [String] = []

  /// - Parameter station: its own templates come over the shipped ones.
  func library(of station: StationFolder? = nil) throws -> TemplateLibrary {
    var library = try station?.templates ?? TemplateLibrary.shipped()
    for file in templates { library = library.overridden(by: try TemplateOptions.read(file)) }
    return library
  }

  static func read(_ file: String) throws -> TemplateLibrary {
    try TemplateLibrary(yaml: String(contentsOfFile: file, encoding: .utf8), file: file)
  }

  func template(_ id: String, of station: StationFolder? = nil) throws -> AnnouncementTemplate {
    let library = try library(of: station)
    guard let template = library[id: id] else {
      let ids = library.templates.map(\.id)
      let near = ids.filter { $0.contains(id) || id.contains($0) }.prefix(5)
      Console.error(
        "Không có mẫu «\(id)»" + (near.isEmpty ? "" : "; ý bạn là: \(near.joined(separator: ", "))?")
          + " Xem danh sách: broadcaster template list.")
      throw Failure.badData
    }
    return template
  }
}

extension TemplateCommand {
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Liệt kê mẫu theo chủ đề.")

    @OptionGroup var options: TemplateOptions

    @Option(help: ArgumentHelp("text hoặc json.", valueName: "dạng"))
    var format = OutputFormat.text

    func run() async throws {
      try await Failure.reported {
        let templates = try options.library().templates
        if format == .json {
          return Console.print(CanonicalJSON.array(templates.map(TemplateDescription.json)).line)
        }
        for theme in AnnouncementTemplate.Theme.allCases {
          let members = templates.filter { $0.theme == theme }
          guard !members.isEmpty else { continue }
          Console.print("\n\(theme.vietnamese)")
          for template in members {
            let off = template.isEnabled ? "" : "  [mặc định không dùng]"
            Console.print("  \(template.id): \(template.title)\(off)")
          }
        }
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Xem một mẫu: các trường phải điền, tiêu chí, văn bản.")

    @Argument(help: ArgumentHelp("Tên ngắn của mẫu.", valueName: "mẫu"))
    var id: String

    @OptionGroup var options: TemplateOptions

    @Option(help: ArgumentHelp("text hoặc json.", valueName: "dạng"))
    var format = OutputFormat.text

    func run() async throws {
      try await Failure.reported {
        let template = try options.template(id)
        Console.print(
          format == .json ? TemplateDescription.json(template).line : TemplateDescription.text(template))
      }
    }
  }

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Kiểm tra mẫu: biến viết sai, trường thừa, điều mà station.yaml còn thiếu.")

    @Argument(help: ArgumentHelp("Tệp mẫu; để trống: mẫu có sẵn và mẫu của đài.", valueName: "tệp"))
    var files: [String] = []

    @Option(help: ArgumentHelp("Thư mục của đài (có station.yaml).", valueName: "thư mục"))
    var station: String?

    func run() async throws {
      try await Failure.reported { try check() }
    }

    private func check() throws {
      let folder = try station.map { try StationFolder.load($0) }
      let libraries =
        try files.isEmpty
        ? [folder?.templates ?? TemplateLibrary.shipped()] : files.map(TemplateOptions.read)
      let templates = libraries.flatMap(\.templates)
      var problems: [String] = []
      if let settings = folder?.station.templateSettings {
        let today = Today.date
        for template in templates {
          let found = TemplateFilling.example(template, settings: settings, date: today).problems()
          problems += found.filter { !problems.contains($0) }
        }
      }
      for problem in problems { Console.error("\(problem).") }
      guard problems.isEmpty else { throw Failure.badData }
      Console.print("Đã kiểm tra \(templates.count) mẫu: không có lỗi.")
    }
  }

  struct Render: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "render", abstract: "Điền một mẫu thành văn bản bản tin.",
      discussion: """
        Ví dụ: broadcaster template render moi-hop-dan --station schedules/ninh-giang \\
          --set meeting_date=12/12/2026 --set meeting_time=19:30 …  rồi nghe thử: … | broadcaster say - --output thu.wav
        """)

    @Argument(help: ArgumentHelp("Tên ngắn của mẫu.", valueName: "mẫu"))
    var id: String

    @Option(name: .customLong("set"), help: ArgumentHelp("Điền một trường.", valueName: "trường=giá trị"))
    var values: [String] = []

    @Flag(help: "Dùng giá trị ví dụ cho trường chưa điền.")
    var example = false

    @Option(help: ArgumentHelp("Ngày phát, năm-tháng-ngày; mặc định hôm nay.", valueName: "ngày"))
    var date: String?

    @Option(help: ArgumentHelp("Lấy tên xã, chức danh… từ thư mục này thay vì từ đài.", valueName: "thư mục"))
    var station: String?

    @OptionGroup var options: TemplateOptions
    @OptionGroup var state: StateOptions

    func validate() throws {
      for value in values where !value.contains("=") {
        throw ValidationError("«\(value)» phải viết trường=giá trị, ví dụ place=\"Nhà văn hóa Thôn 3\".")
      }
      if let date, CivilDate(date) == nil {
        throw ValidationError("«\(date)» không phải ngày; hãy viết như 2026-12-05.")
      }
    }

    func run() async throws {
      try await Failure.reported {
        let folder = try station.map { try StationFolder.load($0) }
        let template = try options.template(id, of: folder)
        let settings =
          try folder?.station.templateSettings
          ?? StationStore(state.existingDatabase()).snapshot().station.templateSettings
        let day = date.flatMap { CivilDate($0) } ?? Today.date
        var filling = TemplateFilling.example(template, settings: settings, date: day)
        if !example { filling.fields = [:] }
        for value in values {
          let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          filling.fields[String(parts[0])] = String(parts[1]).replacing("\\n", with: "\n")
        }
        Console.print(try filling.text().trimmingCharacters(in: .newlines))
      }
    }
  }
}

/// The date in Viet Nam.
private enum Today {
  static var date: CivilDate {
    SystemClock().now().wall.local(in: TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt).date
  }
}
