import ArgumentParser
import AudioEngine
import BroadcastCore
import Foundation
import VietnameseSpeech

struct SayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "say", abstract: "Đọc một đoạn văn bản ra tệp WAV hoặc ra loa.",
    discussion: """
      Dấu trong văn bản: {nghỉ 2} {chậm: …} {nhắc lại: …} {đánh vần: …}.
      Ví dụ: broadcaster say "Đường dây nóng: {nhắc lại: 1022}." --explain
      """)

  @Argument(help: ArgumentHelp("Văn bản; «-» để đọc từ đầu vào chuẩn.", valueName: "văn bản"))
  var text: String

  @Option(
    help: ArgumentHelp("Giọng: vi (bắc), vi-vn-x-central (trung), vi-vn-x-south (nam).", valueName: "giọng"))
  var voice = "vi"

  @Option(help: "Cách nói theo vùng: north, central, south.")
  var region = NormalizationSettings.Region.north

  @Option(help: ArgumentHelp("Tốc độ 80…450.", valueName: "tốc độ"))
  var rate = 150

  @Option(help: ArgumentHelp("Ghi ra tệp WAV 16 bit.", valueName: "tệp"))
  var output: String?

  @Option(help: ArgumentHelp("Phát ra thiết bị ALSA này.", valueName: "thiết bị"))
  var device: String?

  @Flag(help: "In từng đoạn: thời điểm, độ dài, khoảng nghỉ, tốc độ, độ to.")
  var explain = false

  @Option(help: ArgumentHelp("Đọc như đài này: giọng, từ điển, khoảng nghỉ, bộ đọc.", valueName: "thư mục"))
  var station: String?

  /// More is no announcement: about 40 minutes of speech.
  static let longestText = 40_000

  func validate() throws {
    guard output == nil || device == nil, output != nil || device != nil || explain else {
      throw ValidationError("Hãy chọn đúng một nơi: --output TỆP hoặc --device TÊN; hoặc chỉ xem: --explain.")
    }
    guard SpeechVoice.names.contains(voice) else {
      throw ValidationError(
        "Không có giọng «\(voice)»; chờ một trong: \(SpeechVoice.names.joined(separator: ", ")).")
    }
  }

  func run() async throws {
    try await Failure.reported {
      let text = try readText()
      let (speech, normalizer) = try manner()
      warn(of: try MarkedText(text), normalizer)
      // Nothing is kept: the library's folder is never touched on this path.
      let progress = SpeakingProgress()
      let renderer = AnnouncementRenderer(
        synthesizer: Composition.synthesizer(for: speech, progress: { progress.report($0) }) {
          Console.error("Bộ đọc ngoài không dùng được, đọc thay bằng eSpeak NG: \($0)")
        }, library: ClipLibrary(folder: ""), speech: speech, normalizer: normalizer)
      let script = try renderer.script(of: text)
      guard !script.clauses.isEmpty else {
        Console.error("Không có gì để đọc: văn bản không có chữ nào, hãy viết nội dung bằng tiếng Việt.")
        throw Failure.badData
      }
      progress.begin(seconds: DurationEstimate.seconds(of: script), clauses: script.clauses.count)
      let rendering = try await renderer.rendering(of: script)
      if explain { Console.print(Explanation(script: script, rendering: rendering).text) }
      if let output {
        try rendering.clip.write(path: output, format: .wav16)
        Console.error("Đã ghi \(output): \(String(format: "%.1f", rendering.clip.duration)) giây.")
      } else if let device {
        try await Listening.play(rendering.clip, on: device)
      }
    }
  }

  private func readText() throws -> String {
    var bytes = Data(text.utf8)
    if text == "-" { bytes = try FileHandle.standardInput.readToEnd() ?? Data() }
    guard let text = String(data: bytes, encoding: .utf8) else {
      Console.error("Văn bản không phải UTF-8: hãy lưu lại dạng UTF-8.")
      throw Failure.badData
    }
    guard text.count <= Self.longestText else {
      Console.error(
        "Văn bản dài \(text.count) chữ, quá \(Self.longestText) chữ (khoảng 40 phút đọc): hãy tách thành nhiều bản tin."
      )
      throw Failure.badData
    }
    return text
  }

  /// What the options say, or the station.
  private func manner() throws -> (SpeechSettings, Normalizer) {
    if let station {
      let station = try StationFolder.load(station).station
      return (station.speech, try station.normalizer())
    }
    return (
      SpeechSettings(voice: voice, rate: rate, region: region),
      Normalizer(lexicon: try Lexicon.shipped(), settings: NormalizationSettings(region: region))
    )
  }

  private func warn(of marks: MarkedText, _ normalizer: Normalizer) {
    let normalized = normalizer.normalize(marks.plain)
    var unknown: [(written: String, spoken: String)] = []
    for token in normalized.unknowns where !unknown.contains(where: { $0.written == token.written }) {
      unknown.append((token.written, token.spoken))
    }
    guard !unknown.isEmpty else { return }
    let shown = unknown.prefix(20).map { word in
      "«\(word.written)» đọc là «\(word.spoken.isEmpty ? "(bỏ qua)" : word.spoken)»"
    }.joined(separator: ", ")
    let rest = unknown.count > 20 ? " và \(unknown.count - 20) từ khác" : ""
    Console.error("Chú ý, từ chưa biết, đọc phỏng đoán: \(shown)\(rest).")
    if normalized.unknowns.count * 2 > normalized.tokens.count {
      Console.error(
        "Phần lớn không phải tiếng Việt, giọng Việt đọc từng chữ theo cách nói ở trên: hãy viết tiếng Việt, hoặc ghi âm rồi nạp tệp âm thanh."
      )
    }
  }
}
