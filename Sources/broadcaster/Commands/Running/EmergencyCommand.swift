import ArgumentParser
import BroadcastCore
import Foundation

struct EmergencyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emergency",
    abstract: "PHÁT KHẨN CẤP ngay: tiếng báo động rồi đọc tin; qua cả giờ yên lặng; «stop» để dừng.",
    discussion: "Mẫu đọc sẵn: "
      + EmergencyTemplate.all.map { "\($0.id) (\($0.title))" }.joined(separator: ", ")
      + ". Mẫu khác: «broadcaster template list», với --field.")

  @Argument(help: ArgumentHelp("Nội dung.", valueName: "nội dung"))
  var text: String?

  @Option(
    help: ArgumentHelp(
      "Mẫu thay cho nội dung: bao, lu, chay, dich, hoặc mẫu trong thư viện.", valueName: "mẫu"))
  var template: String?

  @Option(
    help: ArgumentHelp(
      "Bản tin loại khẩn cấp đã duyệt trước (announcement): không phải hậu kiểm.", valueName: "bản tin"))
  var announcement: String?

  @Option(help: ArgumentHelp("Trường của mẫu, ghi nhiều lần.", valueName: "tên=giá trị"))
  var field: [String] = []

  @Option(help: ArgumentHelp("Chỉ cụm loa này, ghi nhiều lần; không ghi là MỌI cụm.", valueName: "cụm loa"))
  var zone: [String] = []

  @Option(help: ArgumentHelp("Số lần đọc, 1–100.", valueName: "N"))
  var repeats = 3

  @Flag(help: "Đọc đi đọc lại đến khi có lệnh stop.")
  var untilStopped = false

  @Flag(help: "Thay tin khẩn cấp đang phát.")
  var replace = false

  @Flag(help: "Xác nhận bằng mật khẩu (--as) thay vì gõ «KHẨN CẤP»; dùng cho lệnh tự động.")
  var confirm = false

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  /// What has to be typed, so that no slip of the hand wakes a commune.
  static let word = "KHẨN CẤP"

  func validate() throws {
    guard [text, template, announcement].count(where: { $0 != nil }) == 1 else {
      throw ValidationError("Hãy ghi nội dung, hoặc --template, hoặc --announcement: đúng một trong ba.")
    }
    guard template != nil || field.isEmpty else { throw ValidationError("--field chỉ dùng với --template.") }
    if confirm, identity.name == nil {
      throw ValidationError(
        "--confirm cần mật khẩu: thêm «--as TÊN», và --password-stdin nếu không có màn hình.")
    }
  }

  func run() async throws {
    try await Failure.reported {
      let database = try options.database()
      let actor = try identity.actor(
        for: .emergency, in: database, beforeAccounts: true)
      let station = try StationStore(database).snapshot().station
      let message = try message(of: station)
      let order = EmergencyOrder(
        title: message.title, text: message.text, announcement: announcement,
        zones: try ZoneArgument.ids(zone, of: station.zones),
        repeats: untilStopped ? nil : repeats, replaces: replace)
      if !confirm {
        try ask(zone.isEmpty ? "MỌI cụm loa của \(station.commune)" : zone.joined(separator: ", "))
      }
      let begun: ControlMessage.Begun = try await ControlClient(state: options.state).post(
        "emergency", order, by: actor)
      Console.print(
        "ĐANG PHÁT KHẨN CẤP tại \(begun.zones.map(\.rawValue).joined(separator: ", ")). Dừng: broadcaster stop"
      )
    }
  }

  private func ask(_ place: String) throws {
    if isatty(STDIN_FILENO) == 1 {
      Console.error("Phát khẩn cấp tại \(place). Gõ «\(Self.word)» rồi Enter để phát, phím khác để thôi.")
    }
    guard let line = readLine(), line.trimmingCharacters(in: .whitespaces).uppercased() == Self.word else {
      throw ValidationError("Chưa phát gì: phải gõ đúng «\(Self.word)», hoặc dùng --confirm với mật khẩu.")
    }
  }

  private func message(of station: Station) throws -> (title: String, text: String) {
    guard let template else { return ("Thông báo khẩn cấp", text ?? "") }
    if let ready = EmergencyTemplate.text(template, of: station), field.isEmpty { return ready }
    var fields: [String: String] = [:]
    for pair in field {
      guard let split = pair.firstIndex(of: "=") else {
        throw ValidationError("«\(pair)» không phải tên=giá trị.")
      }
      fields[String(pair[..<split])] = String(pair[pair.index(after: split)...])
    }
    let composer = AnnouncementComposer(templates: try TemplateLibrary.shipped(), station: station)
    let today = SystemClock().now().wall.local(in: station.foundationTimeZone).date
    return (
      try composer.template(template).title,
      try composer.text(template: template, fields: fields).text(on: today)
    )
  }
}
