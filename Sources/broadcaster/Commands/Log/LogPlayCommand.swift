import ArgumentParser
import AudioEngine
import BroadcastCore
import Foundation

struct LogPlayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Nghe lại hoặc trích tiếng đã ra thiết bị của một lượt phát trong nhật ký."
  )

  @Argument(help: ArgumentHelp("Số của mục (accepted, started hoặc ended).", valueName: "số"))
  var seq: Int64

  @Option(help: ArgumentHelp("Ghi ra tệp WAV thay vì phát.", valueName: "tệp"))
  var output: String?

  @Option(help: ArgumentHelp("Nghe như cụm loa này đã nghe; không ghi là cụm đầu tiên.", valueName: "cụm"))
  var zone: String?

  @Option(help: ArgumentHelp("Thiết bị ALSA để nghe; không phải phát sóng.", valueName: "tên"))
  var device = "default"

  @Option(help: "text hoặc json.")
  var format = OutputFormat.text

  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let log = PlaybackLog(database: try options.existingDatabase())
      let sound = try log.sound(of: seq, zone: zone, in: options.archive)
      let clip = try sound.read(from: options.archive)
      if let output { try clip.write(path: output, format: .wav16) }
      Console.print(format == .json ? json(sound).line : text(sound))
      if output == nil { try await Listening.play(clip, on: device) }
    }
  }

  private func text(_ sound: ArchivedSound) -> String {
    func seconds(_ frames: FrameCount) -> String {
      String(format: "%.1f", locale: Locale(identifier: "vi_VN"), Double(frames) / Double(sound.sampleRate))
    }
    var lines = [
      "Tiếng của \(sound.zones.joined(separator: ", ")) (đầu ra \(sound.output), kênh \(sound.channel)): "
        + "\(seconds(sound.kept)) trong \(seconds(sound.length)) giây có bản lưu."
    ]
    for piece in sound.pieces {
      lines.append(
        piece.entry.map { "\(piece.file): khớp mã băm ở mục #\($0)" }
          ?? "\(piece.file): đang ghi, mã băm chưa vào nhật ký")
    }
    for gap in sound.lost {
      lines.append(
        "KHÔNG LƯU ĐƯỢC từ giây \(seconds(gap.lowerBound)) đến \(seconds(gap.upperBound)) (đĩa quá chậm).")
    }
    for gap in sound.unsure {
      lines.append(
        "KHÔNG CHẮC đã ra loa từ giây \(seconds(gap.lowerBound)) đến \(seconds(gap.upperBound)) (thiết bị lỗi)."
      )
    }
    return lines.joined(separator: "\n")
  }

  private func json(_ sound: ArchivedSound) -> CanonicalJSON {
    func ranges(_ ranges: [Range<FrameCount>]) -> CanonicalJSON {
      .array(ranges.map { .array([.integer($0.lowerBound), .integer($0.upperBound)]) })
    }
    return .object([
      "schema": 1, "airing": .string(sound.airing), "output": .string(sound.output),
      "channel": .integer(Int64(sound.channel)), "zones": .array(sound.zones.map { .string($0) }),
      "rate": .integer(Int64(sound.sampleRate)), "frames": .integer(sound.length),
      "kept": .integer(sound.kept), "lost": ranges(sound.lost), "unsure": ranges(sound.unsure),
      "pieces": .array(
        sound.pieces.map {
          .object([
            "file": .string($0.file), "entry": $0.entry.map { .integer($0) } ?? .null,
            "sha256": $0.sha256.map { .string($0) } ?? .null, "file_frame": .integer($0.fileFrame),
            "offset": .integer($0.offset), "count": .integer($0.count),
          ])
        }),
    ])
  }
}
