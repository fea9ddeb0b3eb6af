import AudioEngine
import BroadcastCore
import Foundation
import VietnameseSpeech

/// How a text was spoken: one line a clause, then the whole.
struct Explanation {
  let script: SpeechScript
  let rendering: AnnouncementRenderer.Rendering

  var text: String {
    var lines = ["  bắt đầu    dài   nghỉ  tốc độ    độ to  đoạn"]
    for (index, clause) in script.clauses.enumerated() {
      let place = index < rendering.clauses.count ? rendering.clauses[index] : nil
      let time = place.map { String(format: "%8.2f s %5.2f s", $0.lowerBound, $0.upperBound - $0.lowerBound) }
      lines.append(
        (time ?? "        –       –")
          + String(format: " %4.2f s  %4d %%", Double(clause.pauseMilliseconds) / 1000, clause.speedPercent)
          + "  " + (place.map(loudness) ?? "      –") + "  \(clause.text)")
    }
    let estimate = DurationEstimate.seconds(of: script)
    lines.append(
      String(
        format: "Tổng: %.1f giây (ước tính trước %.1f), %.1f LUFS, đỉnh thật %.1f dBTP, %d đoạn.",
        rendering.clip.duration, estimate, rendering.loudness.integrated, rendering.loudness.truePeak,
        script.clauses.count))
    return lines.joined(separator: "\n")
  }

  /// Integrated loudness of a clause; too short to have one under 0.4 s.
  private func loudness(_ seconds: Range<Double>) -> String {
    let clip = rendering.clip
    let rate = Double(clip.sampleRate)
    let samples = clip.channel(0)
    let start = min(samples.count, Int(seconds.lowerBound * rate))
    let end = min(samples.count, Int(seconds.upperBound * rate))
    let part = Clip(sampleRate: clip.sampleRate, channels: [Array(samples[start..<end])])
    // Only for show: a clause that cannot be measured has a dash.
    guard let value = try? part.integratedLoudness(), value.isFinite else { return "   ngắn" }
    return String(format: "%7.1f", value)
  }
}
