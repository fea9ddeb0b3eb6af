internal import AudioEngine
internal import Foundation
internal import VietnameseSpeech

/// Reads a file of `programmes/`: announcements and the programmes that air them, one idea a file.
enum ProgrammeFile {
  struct Content {
    var announcements: [(draft: AnnouncementDraft, node: ConfigurationNode)] = []
    var programmes: [(programme: Programme, node: ConfigurationNode)] = []
  }

  /// - Parameters:
  ///   - folder: of the file; paths of sounds start there.
  ///   - zones: those of the station.
  static func read(_ root: ConfigurationNode, folder: String, zones: [ZoneID]) -> Content {
    var content = Content()
    guard let top = root.mapping(keys: ["announcements", "programmes"]) else { return content }
    if top.members.isEmpty {
      root.note("tệp không có gì", "chờ «announcements:» hoặc «programmes:»")
    }
    for node in top.optional("announcements")?.list() ?? [] {
      if let draft = announcement(node, folder: folder) { content.announcements.append((draft, node)) }
    }
    for node in top.optional("programmes")?.list() ?? [] {
      if let programme = programme(node, zones: zones) { content.programmes.append((programme, node)) }
    }
    return content
  }

  /// About three quarters of an hour of speech; no session is longer.
  static let textLimit = 60_000

  private static func announcement(_ node: ConfigurationNode, folder: String) -> AnnouncementDraft? {
    guard let mapping = node.mapping(keys: ["id", "title", "class", "text", "opening"]),
      let id = mapping.required("id")?.identifier(),
      let title = mapping.required("title")?.string(),
      let airClass = mapping.required("class")?.choice(AirClass.allCases.map { ($0.rawValue, $0) }),
      let textNode = mapping.required("text"), let text = textNode.string()
    else { return nil }
    guard text.utf8.count <= textLimit else {
      textNode.note("văn bản dài quá \(textLimit / 1000) nghìn byte", "hãy chia thành nhiều bản tin")
      return nil
    }
    guard text.contains(where: { $0.isLetter || $0.isNumber }) else {
      textNode.note("văn bản không có chữ nào để đọc", "hãy viết nội dung bản tin")
      return nil
    }
    do {
      _ = try MarkedText(text)
    } catch {
      for problem in error.problems {
        textNode.note(
          "dấu «\(problem.mark)» ở chữ thứ \(problem.column) không dùng được", problem.message,
          textLine: problem.line)
      }
      return nil
    }
    var opening: [String] = []
    for sound in mapping.optional("opening")?.list() ?? [] {
      guard let path = sound.string() else { continue }
      let full = URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: folder, isDirectory: true)).path
      guard FileManager.default.isReadableFile(atPath: full) else {
        sound.note("không có tệp âm thanh \(path)", "đường dẫn tính từ thư mục của tệp này (\(full))")
        continue
      }
      do {
        guard try Clip.read(path: full).frameCount > 0 else {
          sound.note("tệp âm thanh \(path) không có tiếng nào", "hãy dùng tệp khác")
          continue
        }
      } catch {
        sound.note(
          "không dùng được tệp âm thanh \(path) (\(error.cause))", "hãy dùng WAV hoặc FLAC còn nguyên vẹn")
        continue
      }
      opening.append(full)
    }
    return AnnouncementDraft(id: id, title: title, airClass: airClass, text: text, openingPaths: opening)
  }

  private static func programme(_ node: ConfigurationNode, zones: [ZoneID]) -> Programme? {
    guard let mapping = node.mapping(keys: ["id", "announcement", "recurrence", "times", "zones"]),
      let id = mapping.required("id")?.identifier(),
      let announcement = mapping.required("announcement")?.identifier(),
      mapping.required("recurrence")?.choice([("FREQ=DAILY", true)]) != nil,
      let timeNodes = mapping.required("times")?.list(),
      let zoneNode = mapping.required("zones")
    else { return nil }
    let times = timeNodes.compactMap {
      $0.parsed(TimeOfDay.self, expected: "giờ dạng \"GIỜ:PHÚT\" trong dấu ngoặc kép, ví dụ \"17:00\"")
    }
    if timeNodes.isEmpty { mapping.members["times"]?.note("chưa có giờ phát nào", "ví dụ [\"17:00\"]") }
    for (time, node) in zip(times, timeNodes) where time.secondsSinceMidnight == 86_400 {
      node.note("24:00 không phải giờ bắt đầu", "hãy viết \"00:00\"")
    }
    return .daily(
      id: id, announcement: announcement, times: times,
      zones: Self.zones(zoneNode, among: zones))
  }

  /// A list of zones, or the word `all`.
  private static func zones(_ node: ConfigurationNode, among zones: [ZoneID]) -> [ZoneID] {
    if node.word == "all" { return zones }
    guard let nodes = node.list() else { return [] }
    if nodes.isEmpty { node.note("chưa có cụm loa nào", "ví dụ [thon-1], hoặc «all»") }
    return nodes.compactMap { zoneNode in
      guard let id = zoneNode.identifier() else { return nil }
      guard zones.contains(ZoneID(rawValue: id)) else {
        let names = zones.map(\.rawValue)
        let guess = EditDistance.nearest(to: id, in: names).map { " (ý bạn là «\($0)»?)" } ?? ""
        zoneNode.note("không có cụm loa «\(id)»\(guess)", "chờ một trong: \(names.joined(separator: ", "))")
        return nil
      }
      return ZoneID(rawValue: id)
    }
  }
}

/// An announcement as a set-up file gives it: sounds by path, not yet in the library.
public struct AnnouncementDraft: Hashable, Sendable {
  public var id: String
  public var title: String
  public var airClass: AirClass
  public var text: String
  /// Absolute paths of the sounds before the text.
  public var openingPaths: [String]
}
