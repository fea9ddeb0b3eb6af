internal import AudioEngine
internal import Foundation
internal import VietnameseSpeech

/// Reads the announcements of a file of `programmes/`.
enum AnnouncementFile {
  /// What an announcement is read against.
  struct Surroundings {
    /// Of the file; paths of sounds start there.
    var folder: String
    var templates: TemplateLibrary
    /// `Station.templateSettings`.
    var settings: [String: String]
    var names: SetupNames
  }

  /// About three quarters of an hour of speech; no session is longer.
  static let textLimit = 60_000

  private static let keys =
    [
      "id", "title", "class", "text", "template", "fields", "clips", "language", "opening", "closing",
    ] + PurposeFile.keys

  static func read(_ node: ConfigurationNode, _ surroundings: Surroundings) -> AnnouncementDraft? {
    guard let mapping = node.mapping(keys: keys), let id = mapping.required("id")?.identifier() else {
      return nil
    }
    let form = AnnouncementForm(
      mapping: mapping, templates: surroundings.templates, settings: surroundings.settings)
    let hasTemplate = mapping.optional("template") != nil
    let template = form.template()
    if hasTemplate, template == nil { return nil }
    // A template has a title and a class of its own; what the file says stands above it.
    let titleNode = hasTemplate ? mapping.optional("title") : mapping.required("title")
    let classNode = hasTemplate ? mapping.optional("class") : mapping.required("class")
    let choices = AirClass.allCases.map { ($0.rawValue, $0) }
    guard let title = titleNode.map({ $0.string() }) ?? template?.title,
      let airClass = classNode.map({ $0.choice(choices) }) ?? template?.airClass,
      let text = form.text(template)
    else { return nil }
    return AnnouncementDraft(
      id: id, title: title, airClass: airClass, text: text, template: template,
      openingPaths: sounds(mapping.optional("opening"), surroundings.folder),
      recordingPaths: sounds(mapping.optional("clips"), surroundings.folder),
      language: language(mapping) ?? "vi",
      closingPaths: sounds(mapping.optional("closing"), surroundings.folder),
      purpose: PurposeFile.read(mapping, template, surroundings.names))
  }

  /// Notes what is no BCP 47 tag, and a tag without recordings: the voice speaks Vietnamese.
  private static func language(_ mapping: ConfigurationMapping) -> String? {
    guard let node = mapping.optional("language"), let tag = node.string() else { return nil }
    let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
    let isTag =
      (2...3).contains(parts[0].utf8.count) && parts[0].utf8.allSatisfy { (97...122).contains($0) }
      && parts.dropFirst().allSatisfy { part in
        (1...8).contains(part.utf8.count)
          && part.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
          }
      }
    if !isTag {
      node.note("«\(tag)» không phải mã ngôn ngữ", "chờ mã BCP 47, ví dụ vi, hmn (Mông), tyz (Tày), khm, jra")
    } else if mapping.optional("clips") == nil {
      node.note(
        "«language» chỉ dùng cho bản ghi âm", "hãy thêm «clips:», hoặc bỏ dòng này: bộ đọc nói tiếng Việt")
    }
    return tag
  }

  /// Absolute paths of sounds that can be read.
  static func sounds(_ node: ConfigurationNode?, _ folder: String) -> [String] {
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
  public var text: AnnouncementText
  /// The template that the text comes from, with its criteria; `nil` for a text of one's own.
  public var template: AnnouncementTemplate?
  /// Absolute paths of the sounds before everything else.
  public var openingPaths: [String]
  /// Absolute paths of recorded speech, before the text where there is both.
  public var recordingPaths: [String]
  /// What the recordings speak (BCP 47).
  public var language: String
  /// Absolute paths of the sounds after the text.
  public var closingPaths: [String]
  public var purpose: AnnouncementPurpose
}
