import AudioEngine
import BroadcastCore
import CProcess
import Foundation
import VietnameseSpeech

/// One thing that `doctor` looked at.
struct Finding {
  enum Severity: String {
    case fine = "TỐT"
    case warning = "CHÚ Ý"
    /// The station cannot run.
    case error = "LỖI"
  }

  var severity: Severity
  var subject: String
  var what: String
  /// What to do; empty where all is well.
  var cure = ""

  var text: String {
    "[\(severity.rawValue)] \(subject): \(what)" + (cure.isEmpty ? "" : "\n        Cách sửa: \(cure)")
  }

  var json: CanonicalJSON {
    let names: [Severity: String] = [.fine: "ok", .warning: "warning", .error: "error"]
    return .object([
      "severity": .string(names[severity] ?? ""), "subject": .string(subject), "what": .string(what),
      "cure": .string(cure),
    ])
  }
}

/// Looks at the machine as a station would use it.
struct Examination {
  let state: String
  let output: OutputChoice

  func findings() async -> [Finding] {
    sound() + [realtime(), clock()] + disk() + [await voices(), database()]
  }

  private func sound() -> [Finding] {
    if case .file(let folder) = output {
      let probe = folder + "/.broadcaster-doctor"
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: probe))
        try FileManager.default.removeItem(atPath: probe)
      } catch {
        return [
          Finding(
            severity: .error, subject: "Âm thanh",
            what: "không ghi được vào \(folder): \(error.localizedDescription)",
            cure: "chọn thư mục khác, hoặc đổi quyền bằng chown")
        ]
      }
      return [
        Finding(severity: .fine, subject: "Âm thanh", what: "ghi vào tệp trong \(folder), không phát ra loa")
      ]
    }
    let devices = DeviceList.playbackDevices()
    let known = devices.map(\.name)
    var findings = devices.map { device in
      Finding(
        severity: device.problem == nil ? .fine : .warning, subject: "Thiết bị \(device.name)",
        what: "\(device.summary), loại \(device.kind.rawValue)" + (device.problem.map { ", \($0)" } ?? ""),
        cure: device.problem == nil
          ? ""
          : "đóng chương trình đang chiếm thiết bị, hoặc thêm người dùng vào nhóm audio (usermod -aG audio TÊN)"
      )
    }
    findings += stationDevices().filter { !known.contains($0) }.map { name in
      let device = DeviceList.describe(name: name)
      return Finding(
        severity: device.problem == nil ? .fine : .error, subject: "Thiết bị «\(name)» của đài",
        what: device.problem.map { "không mở được: \($0)" } ?? "mở được, loại \(device.kind.rawValue)",
        cure: device.problem == nil ? "" : "sửa «device» trong station.yaml theo một tên ở trên rồi apply lại"
      )
    }
    if devices.contains(where: { $0.isSoundServer }), !devices.contains(where: { $0.kind == .device }) {
      findings.append(
        Finding(
          severity: .warning, subject: "Máy chủ âm thanh",
          what: "chỉ thấy loa qua PulseAudio/PipeWire, không biết chắc âm thanh có rời máy không",
          cure: "dùng thẳng card, ví dụ device: \"hw:0\" trong station.yaml"))
    }
    if !devices.contains(where: { $0.kind == .device && $0.problem == nil }) {
      findings.append(
        Finding(
          severity: .error, subject: "Card âm thanh", what: "không có card âm thanh nào dùng được",
          cure:
            "cắm card USB hoặc bật card trong BIOS, rồi chạy «aplay -l»; để thử không cần loa: --output file:THƯ-MỤC"
        ))
    }
    return findings
  }

  /// What `run` would open: the chosen PCM, or those of the applied set-up.
  private func stationDevices() -> [String] {
    if case .alsa(let name) = output { return [name] }
    guard FileManager.default.fileExists(atPath: state + "/station.sqlite"),
      // A state folder that cannot be read is a finding of its own, below.
      let snapshot = try? StationStore(StationDatabase.open(state: state)).snapshot()
    else { return [] }
    return Array(Set(snapshot.station.outputs.map(\.device))).sorted()
  }

  private func realtime() -> Finding {
    var limit = rlimit()
    let known = getrlimit(__rlimit_resource_t(__RLIMIT_RTPRIO.rawValue), &limit) == 0
    if geteuid() == 0 || (known && limit.rlim_cur >= 10) {
      return Finding(severity: .fine, subject: "Ưu tiên thời gian thực", what: "được cấp")
    }
    return Finding(
      severity: .warning, subject: "Ưu tiên thời gian thực",
      what: "không được cấp, máy bận có thể gây ngắt tiếng",
      cure:
        "thêm dòng «@audio - rtprio 20» và «@audio - memlock 262144» vào /etc/security/limits.d/audio.conf rồi đăng nhập lại"
    )
  }

  private func clock() -> Finding {
    if ClockSynchronization.isSynchronized {
      return Finding(severity: .fine, subject: "Đồng hồ", what: "được đồng bộ")
    }
    return Finding(
      severity: .warning, subject: "Đồng hồ",
      what: "chưa đồng bộ, giờ phát có thể sai; nhật ký sẽ ghi rõ như vậy",
      cure: "apt-get install systemd-timesyncd rồi timedatectl set-ntp true")
  }

  private func disk() -> [Finding] {
    let folder = FileManager.default.fileExists(atPath: state) ? state : "."
    var result: [Finding] = []
    if !FileManager.default.isWritableFile(atPath: folder) {
      result.append(
        Finding(
          severity: .error, subject: "Thư mục dữ liệu", what: "không ghi được vào \(folder)",
          cure: "chọn thư mục khác bằng --state, hoặc đổi quyền bằng chown"))
    }
    var info = statvfs()
    guard statvfs(folder, &info) == 0 else {
      return result + [
        Finding(
          severity: .error, subject: "Đĩa",
          what: "không đọc được dung lượng (\(String(cString: strerror(errno))))",
          cure: "kiểm tra ổ đĩa")
      ]
    }
    let gigabytes = Double(info.f_bavail) * Double(info.f_frsize) / 1e9
    let what = String(format: "còn %.1f GB ở %@", gigabytes, folder)
    result.append(
      gigabytes < 0.2
        ? Finding(severity: .error, subject: "Đĩa", what: what, cure: "xóa bớt tệp, cần ít nhất 0,2 GB")
        : gigabytes < 2
          ? Finding(severity: .warning, subject: "Đĩa", what: what, cure: "nên còn ít nhất 2 GB")
          : Finding(severity: .fine, subject: "Đĩa", what: what))
    return result
  }

  private func voices() async -> Finding {
    let synthesizer = EspeakSynthesizer(helper: Composition.helper)
    do {
      let script = SpeechScript(
        voice: SpeechVoice(), clauses: [.init(text: "Xin chào bà con.", pauseMilliseconds: 0)])
      let speech = try await synthesizer.speak(script)
      let voices = try await synthesizer.voices()
      return Finding(
        severity: .fine, subject: "Giọng đọc",
        what: "\(try await synthesizer.identity()), \(voices.joined(separator: ", ")), đọc thử "
          + String(format: "%.1f giây", Double(speech.samples.count) / Double(speech.sampleRate)))
    } catch {
      return Finding(
        severity: .error, subject: "Giọng đọc", what: "\(error)",
        cure: "apt-get install espeak-ng-data libespeak-ng1")
    }
  }

  private func database() -> Finding {
    guard FileManager.default.fileExists(atPath: state + "/station.sqlite") else {
      return Finding(
        severity: .warning, subject: "Đài", what: "chưa nạp cấu hình vào \(state)",
        cure: "broadcaster apply schedules/TÊN-XÃ")
    }
    do {
      let database = try StationDatabase.open(state: state)
      let snapshot = try StationStore(database).snapshot()
      let count = try PlaybackLog(database: database).count()
      return Finding(
        severity: .fine, subject: "Đài",
        what: "\(snapshot.station.commune), \(snapshot.programmes.count) chương trình, \(count) mục nhật ký")
    } catch {
      return Finding(severity: .error, subject: "Đài", what: "\(error)", cure: "xem lại thư mục \(state)")
    }
  }
}
