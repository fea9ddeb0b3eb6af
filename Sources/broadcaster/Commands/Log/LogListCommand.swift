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
      let station = try StationStore(database).stationIfApplied()
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
    abstract: "Từng mục đầy đủ: các mục cùng lượt phát, và chứng minh mục đó nằm trong điểm chốt cuối.")

  @Argument(help: ArgumentHelp("Số của mục; không ghi thì dùng các bộ lọc.", valueName: "số"))
  var seq: Int64?

  @Option(help: ArgumentHelp("Chỉ N mục cuối trong số các mục khớp.", valueName: "N"))
  var last = 20

  @Option(help: "text hoặc json (mỗi dòng một mục).")
  var format = OutputFormat.text

  @OptionGroup var filters: LogFilterOptions
  @OptionGroup var options: StateOptions

  func validate() throws {
    if last < 1 { throw ValidationError("--last phải từ 1 trở lên.") }
    if seq != nil, filters.isUsed { throw ValidationError("Ghi số của mục, hoặc các bộ lọc, không cả hai.") }
    if seq == nil, !filters.isUsed {
      throw ValidationError("Hãy ghi số của mục, hoặc một bộ lọc như --zone, --from, --outcome.")
    }
  }

  func run() async throws {
    try await Failure.reported {
      let database = try options.existingDatabase()
      let log = PlaybackLog(database: database)
      let station = try StationStore(database).stationIfApplied()
      let newest = try CheckpointMaker(log: log, key: options.logKey(log)).newest()
      let entries =
        try seq.map { try log.entries(from: $0, limit: 1) }
        ?? log.last(last, of: filters.filter(in: station.timeZone))
      guard let first = entries.first, seq ?? first.seq == first.seq else {
        Console.error(seq.map { "Nhật ký không có mục #\($0)." } ?? "Nhật ký không có mục nào như thế.")
        throw Failure.badData
      }
      for (index, entry) in entries.enumerated() {
        let size = newest?.checkpoint.size ?? 0
        let path = entry.seq < size ? try log.proof(of: entry.seq, in: size) : []
        if format == .json {
          Console.print(json(entry, newest, path).line)
        } else {
          if index > 0 { Console.print("") }
          try show(entry, path, size, log, station)
        }
      }
    }
  }

  private func show(
    _ entry: LogEntry, _ path: [MerkleHash], _ size: Int64, _ log: PlaybackLog, _ station: Station?
  ) throws {
    // An entry that cannot be read is shown by itself; `log verify` says what is wrong with it.
    let related = try (try? LogLine(entry.line))?.airing.map(log.entries(airing:)) ?? [entry]
    for entry in related { Console.print(EntryText.line(entry, station: station)) }
    for (name, text) in entry.texts.sorted(by: { $0.key < $1.key }) {
      let mark =
        entry.alteredTexts.contains(name) ? "  [NỘI DUNG ĐÃ BỊ SỬA: không khớp mã băm trong mục]" : ""
      Console.print("\(name): \(text)\(mark)")
    }
    Console.print("Dòng đã băm: \(entry.line)")
    Console.print("Mã băm lá: \(Hex.string(entry.leaf))")
    if entry.seq < size {
      Console.print("Nằm trong điểm chốt \(size) mục, chứng minh bằng \(path.count) mã băm:")
      for hash in path { Console.print("  \(hash.hex)") }
    } else {
      Console.print("Chưa nằm trong điểm chốt nào.")
    }
  }

  private func json(_ entry: LogEntry, _ newest: CheckpointMaker.Kept?, _ path: [MerkleHash]) -> CanonicalJSON
  {
    .object([
      "schema": 1, "seq": .integer(entry.seq), "line": .string(entry.line),
      "leaf": .string(Hex.string(entry.leaf)),
      "is_intact": .bool(entry.isIntact),
      "texts": .object(entry.texts.mapValues { .string($0) }),
      "altered_texts": .array(entry.alteredTexts.sorted().map { .string($0) }),
      "checkpoint": newest.map { .string($0.note.description) } ?? .null,
      "inclusion": .array(path.map { .string($0.hex) }),
    ])
  }
}
