import ArgumentParser
import BroadcastCore

struct LogListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Liệt kê nhật ký; dạng json là chính các dòng đã được băm.")

  @Option(help: ArgumentHelp("Chỉ N mục cuối trong số các mục khớp.", valueName: "N"))
  var last: Int?

  @Option(help: "text hoặc json (mỗi dòng một mục).")
  var format = OutputFormat.text

  @OptionGroup var filters: LogFilterOptions
  @OptionGroup var options: StateOptions

  func validate() throws {
    if let last, last < 1 { throw ValidationError("--last phải từ 1 trở lên.") }
  }

  func run() async throws {
    try await Failure.reported {
      let database = try options.existingDatabase()
      let log = PlaybackLog(database: database)
      // The log can be read also where no set-up was applied; zones then show by their short names.
      let station = try? StationStore(database).snapshot().station
      let filter = filters.filter(in: station.timeZone)
      func show(_ entry: LogEntry) {
        Console.print(format == .json ? entry.line : EntryText.line(entry, station: station))
      }
      if let last {
        for entry in try log.last(last, of: filter) { show(entry) }
        return
      }
      var next: Int64 = 0
      while case let batch = try log.entries(filter, from: next), let end = batch.last {
        for entry in batch { show(entry) }
        next = end.seq + 1
      }
    }
  }
}

struct LogShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Một mục, các mục cùng lượt phát, và chứng minh mục đó nằm trong điểm chốt cuối.")

  @Argument(help: ArgumentHelp("Số của mục.", valueName: "số"))
  var seq: Int64

  @Option(help: "text hoặc json.")
  var format = OutputFormat.text

  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let database = try options.existingDatabase()
      let log = PlaybackLog(database: database)
      guard let entry = try log.entries(from: seq, limit: 1).first, entry.seq == seq else {
        Console.error("Nhật ký không có mục #\(seq).")
        throw Failure.badData
      }
      let station = try? StationStore(database).snapshot().station
      let newest = try CheckpointMaker(log: log, key: options.logKey(log)).newest()
      let size = newest?.checkpoint.size ?? 0
      let path = seq < size ? try log.proof(of: seq, in: size) : []
      if format == .json {
        Console.print(json(entry, newest, path).line)
        return
      }
      let related = try (try? LogLine(entry.line))?.airing.map(log.entries(airing:)) ?? [entry]
      for entry in related { Console.print(EntryText.line(entry, station: station)) }
      for (name, text) in entry.texts.sorted(by: { $0.key < $1.key }) { Console.print("\(name): \(text)") }
      Console.print("Dòng đã băm: \(entry.line)")
      Console.print("Mã băm lá: \(Hex.string(entry.leaf))")
      if seq < size {
        Console.print("Nằm trong điểm chốt \(size) mục, chứng minh bằng \(path.count) mã băm:")
        for hash in path { Console.print("  \(hash.hex)") }
      } else {
        Console.print("Chưa nằm trong điểm chốt nào.")
      }
    }
  }

  private func json(_ entry: LogEntry, _ newest: CheckpointMaker.Kept?, _ path: [MerkleHash]) -> CanonicalJSON
  {
    .object([
      "schema": 1, "seq": .integer(entry.seq), "line": .string(entry.line),
      "leaf": .string(Hex.string(entry.leaf)),
      "texts": .object(entry.texts.mapValues { .string($0) }),
      "checkpoint": newest.map { .string($0.note.description) } ?? .null,
      "inclusion": .array(path.map { .string($0.hex) }),
    ])
  }
}
