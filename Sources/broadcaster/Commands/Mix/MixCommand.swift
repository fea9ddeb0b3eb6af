import ArgumentParser
import AudioEngine
import CProcess
import Foundation

/// The mixing core off line: sound files in, one 16-bit WAV out, by the same renderer that plays.
struct MixCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mix", abstract: "Trộn nhiều tệp âm thanh thành một tệp WAV 16 bit.",
    discussion: """
      Mức âm giữ nguyên trừ khi có --gain; bộ giới hạn giữ đỉnh thật không quá −1 dBTP. Tệp đơn kênh vào mọi kênh, tệp \
      nhiều kênh giữ kênh của nó. Tệp khác tần số lấy mẫu được đổi sang tần số của tệp đầu, hoặc của --rate. --gain và \
      --at lặp lại theo thứ tự các tệp:

        broadcaster mix nhac-hieu.wav loi.flac --output ban-tin.wav --gain -6 --gain 0 --at 0 --at 0:12
      """)

  @Argument(help: ArgumentHelp("Các tệp cần trộn: WAV, FLAC, Ogg …", valueName: "tệp"))
  var inputs: [String]

  @Option(help: ArgumentHelp("Tệp WAV ghi ra.", valueName: "tệp"))
  var output: String

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Mức âm của tệp thứ n, dB (mặc định 0).", valueName: "dB"))
  var gain: [Double] = []

  @Option(
    help: ArgumentHelp(
      "Lúc bắt đầu của tệp thứ n: số giây, phút:giây hoặc giờ:phút:giây (mặc định 0).", valueName: "lúc"))
  var at: [StartTime] = []

  @Option(help: ArgumentHelp("Tần số lấy mẫu của tệp ra (mặc định theo tệp đầu).", valueName: "Hz"))
  var rate: Int?

  @Flag(help: "Ghi đè tệp ra nếu đã có.")
  var force = false

  func validate() throws {
    guard !inputs.isEmpty else { throw ValidationError("Chưa có tệp nào để trộn.") }
    guard gain.count <= inputs.count, at.count <= inputs.count else {
      throw ValidationError("Có nhiều --gain hoặc --at hơn số tệp (\(inputs.count)).")
    }
    guard gain.allSatisfy({ $0.isFinite && $0 <= 60 }) else {
      throw ValidationError("--gain là số dB không quá 60.")
    }
    if let rate, !(8_000...192_000).contains(rate) {
      throw ValidationError("--rate là số Hz từ 8000 đến 192000.")
    }
  }

  func run() async throws {
    try await Failure.reported {
      try checkOutput()
      Self.allowManyFiles()
      let sources = try inputs.map { path in try SoundFileSource(path: path) }
      let rate = self.rate ?? sources[0].sampleRate
      let channelCount = sources.map(\.channelCount).max() ?? 1
      if let wide = sources.first(where: { $0.channelCount > 64 }) {
        Console.error("\(wide.path) có \(wide.channelCount) kênh, tối đa là 64: hãy tách bớt kênh trước.")
        throw Failure.badData
      }
      let mixed = try sources.enumerated().map { index, source in
        let level = index < gain.count ? Float.decibels(gain[index]) : 1
        return OfflineMixer.Input(
          source: source.sampleRate == rate ? source : try ResampledSource(source, rate: rate),
          start: index < at.count ? FrameCount((at[index].seconds * Double(rate)).rounded()) : 0,
          routes: (0..<channelCount).map { VoiceRequest.Route(channel: $0, gain: level) }, mapping: .discrete)
      }
      var mixer = try OfflineMixer(inputs: mixed, sampleRate: rate, channelCount: channelCount)
      let progress = MixProgress(frameCount: mixer.frameCount)
      try mixer.write(path: output, sampleRate: rate) { progress.show($0) }
      progress.end()
      for source in sources where source.isShort {
        Console.error(
          "Cảnh báo: \(source.path) kết thúc sớm hơn phần đầu tệp ghi; phần thiếu là im lặng. Hãy kiểm tra tệp này."
        )
      }
    }
  }

  /// Nothing is written over by chance, and never what is being read.
  private func checkOutput() throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: output, isDirectory: &isFolder) else { return }
    if isFolder.boolValue {
      Console.error("\(output) là thư mục: hãy ghi tên tệp, ví dụ --output \(output)/tron.wav")
      throw Failure.usage
    }
    let target = URL(filePath: output).resolvingSymlinksInPath().path
    if let same = inputs.first(where: { URL(filePath: $0).resolvingSymlinksInPath().path == target }) {
      Console.error("Tệp ra \(output) cũng là tệp vào \(same): hãy chọn tên khác cho --output.")
      throw Failure.usage
    }
    if !force {
      Console.error("Tệp \(output) đã có: hãy chọn tên khác, hoặc thêm --force để ghi đè.")
      throw Failure.inputOutput
    }
  }

  /// Every input is an open file; the usual limit of 1,024 is only a default.
  private static func allowManyFiles() {
    // Where it cannot be raised, the open that fails says so.
    _ = process_allow_many_files()
  }
}

/// A line on the terminal that says how far the mix is; nothing where no one looks.
private final class MixProgress {
  private let frameCount: FrameCount
  private let isShown = isatty(STDERR_FILENO) == 1
  private var percent = -1

  init(frameCount: FrameCount) { self.frameCount = frameCount }

  func show(_ done: FrameCount) {
    let now = Int(done * 100 / max(1, frameCount))
    guard isShown, now != percent else { return }
    percent = now
    try? FileHandle.standardError.write(contentsOf: Data("\rĐang trộn: \(now) %".utf8))
  }

  func end() {
    guard isShown else { return }
    try? FileHandle.standardError.write(contentsOf: Data("\r\u{1b}[K".utf8))
  }
}
