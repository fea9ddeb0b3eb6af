internal import AudioEngine
internal import Foundation
internal import VietnameseSpeech

/// Reads the announcements of a file of `programmes/`.
enum AnnouncementFile {
  /// About three quarters of an hour of speech; no session is longer.
  static let textLimit = 60_000

  /// - Parameter folder: paths of sounds start there.
  static func read(_ node: ConfigurationNode, folder: String) -> AnnouncementDraft? {
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
    let opening = sounds(mapping.optional("opening"), folder: folder)
    return AnnouncementDraft(id: id, title: title, airClass: airClass, text: text, openingPaths: opening)
  }

  /// Absolute paths of sounds that can be read.
  private static func sounds(_ node: ConfigurationNode?, folder: String) -> [String] {
    var paths: [String] = []
    for sound in node?.list() ?? [] {
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
      paths.append(full)
    }
    return paths
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
