internal import Foundation
internal import VietnameseSpeech

/// A station as files: `schedules/<commune>/station.yaml`, `programmes/*.yaml` and `templates/*.yaml`, read all or nothing.
public struct StationFolder: Hashable, Sendable {
  public var station: Station
  public var announcements: [AnnouncementDraft]
  public var programmes: [Programme]
  /// The shipped templates, with those of `templates/*.yaml` over them.
  public var templates: TemplateLibrary
  /// SHA-256 of every file read, by its path inside the folder.
  public var fileHashes: [String: String]

  /// - Parameter path: the folder, as the user gave it; errors name files below it the same way.
  /// - Throws: every problem of every file at once.
  public static func load(_ path: String) throws(ConfigurationError) -> StationFolder {
    var loader = Loader(path: path)
    return try loader.load()
  }

  private struct Loader {
    let path: String
    var problems: [ConfigurationProblem] = []
    var hashes: [String: String] = [:]

    mutating func load() throws(ConfigurationError) -> StationFolder {
      guard let (root, reader) = open("station.yaml"), var station = StationFile.read(root) else {
        throw ConfigurationError(problems: problems + (lastReader?.problems ?? []))
      }
      problems += reader.problems
      station.lexicon = lexicon()
      let templates = templates()
      let surroundings = AnnouncementFile.Surroundings(
        folder: path + "/programmes", templates: templates, settings: station.templateSettings)
      var announcements: [(AnnouncementDraft, ConfigurationNode)] = []
      var programmes: [(Programme, ConfigurationNode)] = []
      var readers: [ConfigurationReader] = []
      for name in files(in: "programmes") {
        guard let (root, reader) = open("programmes/" + name) else {
          problems += lastReader?.problems ?? []
          continue
        }
        let content = ProgrammeFile.read(root, surroundings, zones: station.zones.map(\.id))
        announcements += content.announcements.map { ($0.draft, $0.node) }
        programmes += content.programmes.map { ($0.programme, $0.node) }
        readers.append(reader)
      }
      let drafts = StationFile.unique(announcements, \.id)
      let ids = drafts.map(\.id)
      for (programme, node) in programmes {
        guard case .announcement(let id) = programme.content, !ids.contains(id) else { continue }
        let guess =
          EditDistance.nearest(to: id, in: ids).map { " (ý bạn là «\($0)»?)" } ?? ""
        node.note(
          "chương trình «\(programme.id)» gọi bản tin không có: «\(id)»\(guess)",
          "chờ một trong: \(ids.sorted().joined(separator: ", "))")
      }
      let unique = StationFile.unique(programmes, \.id)
      noteClashes(programmes, station)
      if let onStart = station.onStart, drafts.first(where: { $0.id == onStart })?.airClass != .test {
        problems.append(
          ConfigurationProblem(
            file: path + "/station.yaml", line: nil, column: nil,
            what: "«on_start: \(onStart)» không phải bản tin có «class: test»",
            cure: "chỉ bản tin thử mới được phát khi khởi động"))
      }
      problems += readers.flatMap(\.problems)
      guard problems.isEmpty else {
        throw ConfigurationError(
          problems: problems.sorted {
            ($0.file, $0.line ?? 0, $0.column ?? 0) < ($1.file, $1.line ?? 0, $1.column ?? 0)
          })
      }
      return StationFolder(
        station: station, announcements: drafts, programmes: unique,
        templates: templates, fileHashes: hashes)
    }

    private var lastReader: ConfigurationReader?

    init(path: String) {
      self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    private mutating func open(_ name: String) -> (ConfigurationNode, ConfigurationReader)? {
      let reader = ConfigurationReader(file: path + "/" + name)
      lastReader = reader
      do {
        let data = try Data(contentsOf: URL(fileURLWithPath: reader.file))
        guard let text = String(data: data, encoding: .utf8) else {
          reader.note("tệp không phải UTF-8", "hãy lưu lại tệp dạng UTF-8")
          return nil
        }
        hashes[name] = Hex.sha256([UInt8](data))
        return reader.root(of: text).map { ($0, reader) }
      } catch {
        reader.note("không đọc được tệp (\(error.localizedDescription))", "cần có tệp này và quyền đọc nó")
        return nil
      }
    }

    /// Two programmes that begin in the same second where someone hears both.
    private func noteClashes(_ programmes: [(Programme, ConfigurationNode)], _ station: Station) {
      for (index, (later, node)) in programmes.enumerated() {
        let hearing = station.hearing(Set(later.zones))
        for (earlier, _) in programmes[..<index] {
          let both = hearing.intersection(station.hearing(Set(earlier.zones)))
          guard !both.isEmpty, let slot = later.slots.first(where: earlier.slots.contains),
            case .at(let time) = slot
          else { continue }
          node.note(
            "«\(later.id)» và «\(earlier.id)» cùng phát lúc \(time) ở \(both.sorted().map(\.rawValue).joined(separator: ", "))",
            "hãy đổi giờ một chương trình; các cụm loa chung đường tăng âm nghe chung")
        }
      }
    }

    /// The station's lexicon, if it has one; checked here, so that a bad line is refused before anything is taken.
    private mutating func lexicon() -> String? {
      let name = "lexicon.yaml"
      let file = path + "/" + name
      guard FileManager.default.fileExists(atPath: file) else { return nil }
      do {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        _ = try Lexicon.shipped().overlaid(with: text, source: file)
        hashes[name] = Hex.sha256(Array(text.utf8))
        return text
      } catch let error as LexiconError {
        problems.append(
          ConfigurationProblem(
            file: file, line: error.line, column: nil, what: "từ điển sai: \(error.message)",
            cure: "hãy sửa dòng này; dạng của tệp như từ điển có sẵn, xem docs/SPEECH.md"))
      } catch {
        problems.append(
          ConfigurationProblem(
            file: file, line: nil, column: nil, what: "không đọc được tệp (\(error.localizedDescription))",
            cure: "hãy lưu lại tệp dạng UTF-8"))
      }
      return nil
    }

    /// The shipped templates with the station's own over them.
    private mutating func templates() -> TemplateLibrary {
      var library = TemplateLibrary(templates: [])
      do {
        library = try TemplateLibrary.shipped()
      } catch {
        problems += error.problems
      }
      guard FileManager.default.fileExists(atPath: path + "/templates") else { return library }
      for name in files(in: "templates") {
        if let (root, reader) = open("templates/" + name) {
          let own = TemplateLibrary(templates: TemplateFile.read(root))
          if reader.problems.isEmpty { library = library.overridden(by: own) }
        }
        problems += lastReader?.problems ?? []
      }
      return library
    }

    private mutating func files(in name: String) -> [String] {
      let folder = path + "/" + name
      do {
        return try FileManager.default.contentsOfDirectory(atPath: folder)
          .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
      } catch {
        problems.append(
          ConfigurationProblem(
            file: folder, line: nil, column: nil,
            what: "không đọc được thư mục (\(error.localizedDescription))",
            cure: "cần có thư mục «\(name)» cạnh station.yaml"))
        return []
      }
    }
  }
}
