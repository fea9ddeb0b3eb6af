internal import Foundation

/// The files of one station folder: what was read of them, and what was wrong.
struct SetupFiles {
  let path: String
  /// Of every file read, by its path inside the folder.
  private(set) var hashes: [String: String] = [:]
  private var readers: [ConfigurationReader] = []
  private var ownProblems: [ConfigurationProblem] = []

  init(path: String) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  /// Of all files, by file and line.
  var problems: [ConfigurationProblem] {
    (ownProblems + readers.flatMap(\.problems)).sorted {
      ($0.file, $0.line ?? 0, $0.column ?? 0, $0.what) < ($1.file, $1.line ?? 0, $1.column ?? 0, $1.what)
    }
  }

  mutating func note(_ problem: ConfigurationProblem) { ownProblems.append(problem) }

  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

  /// The file's root and its text; `nil` after a problem was noted.
  mutating func open(_ name: String) -> (root: ConfigurationNode, text: String)? {
    let reader = ConfigurationReader(file: path + "/" + name)
    readers.append(reader)
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: reader.file))
      hashes[name] = Hex.sha256([UInt8](data))
      guard let text = String(data: data, encoding: .utf8) else {
        reader.noteNotText([UInt8](data))
        return nil
      }
      return reader.root(of: text).map { ($0, text) }
    } catch {
      reader.note("không đọc được tệp (\(error.localizedDescription))", "cần có tệp này và quyền đọc nó")
      return nil
    }
  }

  /// The text of a file that another part reads, with its hash taken.
  mutating func text(of name: String) throws -> String {
    let text = try String(contentsOfFile: path + "/" + name, encoding: .utf8)
    hashes[name] = Hex.sha256(Array(text.utf8))
    return text
  }

  /// The YAML files of a folder, by name.
  mutating func names(in folder: String) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder)
        .filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted().map { folder + "/" + $0 }
    } catch {
      note(
        ConfigurationProblem(
          file: path + "/" + folder, line: nil, column: nil,
          what: "không đọc được thư mục (\(error.localizedDescription))",
          cure: "cần có thư mục «\(folder)» cạnh station.yaml"))
      return []
    }
  }
}
