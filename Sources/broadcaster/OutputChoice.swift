import ArgumentParser
import AudioEngine
import BroadcastCore
import Foundation

/// `--output auto|alsa:NAME|file:DIR`.
enum OutputChoice: ExpressibleByArgument, Equatable {
  /// The devices of the set-up; files where one cannot be opened.
  case auto
  case alsa(String)
  case file(String)

  init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count) {
    case ("auto", 1): self = .auto
    case ("alsa", 2): self = .alsa(parts[1])
    case ("file", 2): self = .file(parts[1])
    default: return nil
    }
  }

  var defaultValueDescription: String { "auto" }
}

/// The outputs of a station, opened as chosen.
struct OpenedOutputs {
  var outputs: [String: any BroadcastOutput] = [:]
  /// For the operator: which could not be opened and what was done instead.
  var notes: [String] = []

  static func open(
    _ choice: OutputChoice, for station: Station, state: String, run: String,
    keepsSound: Bool
  ) throws(OutputError) -> OpenedOutputs {
    var opened = OpenedOutputs()
    for settings in station.outputs {
      let configuration = OutputConfiguration(
        channelCount: settings.channels, periodCount: settings.bufferMilliseconds / 10,
        // What a slow disk may take before sound is missing in the archive.
        tapMilliseconds: keepsSound ? 4_000 : 0)
      switch choice {
      case .alsa(let name):
        opened.outputs[settings.id] = try Output.open(.alsa(name: name), configuration: configuration)
      case .file(let folder):
        try setAside(folder, station.zones.filter { $0.output == settings.id }, run: run)
        opened.outputs[settings.id] = try files(folder, station, settings, configuration)
      case .auto:
        do {
          opened.outputs[settings.id] = try Output.open(
            .alsa(name: settings.device), configuration: configuration)
        } catch {
          let folder = "\(state)/output/\(run)"
          opened.outputs[settings.id] = try files(folder, station, settings, configuration)
          opened.notes.append(
            """
            KHÔNG CÓ LOA: đầu ra «\(settings.id)» không mở được thiết bị «\(settings.device)» (\(error)).
            Âm thanh chỉ được ghi vào tệp trong \(folder), mỗi cụm loa một tệp; nhật ký ghi loại «file», không phải \
            minh chứng. Chạy «broadcaster doctor» để biết cách sửa.
            """)
        }
      }
    }
    return opened
  }

  /// Recordings of an earlier run keep their sound under another name.
  private static func setAside(_ folder: String, _ zones: [Zone], run: String) throws(OutputError) {
    for zone in zones {
      let path = "\(folder)/\(zone.id.rawValue).wav"
      guard FileManager.default.fileExists(atPath: path) else { continue }
      do {
        try FileManager.default.moveItem(
          atPath: path, toPath: "\(folder)/\(zone.id.rawValue).before-\(run).wav")
      } catch {
        throw .file(path: path, operation: "rename", message: error.localizedDescription)
      }
    }
  }

  private static func files(
    _ folder: String, _ station: Station, _ settings: OutputSettings, _ configuration: OutputConfiguration
  ) throws(OutputError) -> Output {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .file(path: folder, operation: "mkdir", message: error.localizedDescription)
    }
    let zones = station.zones.filter { $0.output == settings.id }.map { zone in
      ZoneFile(
        url: URL(fileURLWithPath: "\(folder)/\(zone.id.rawValue).wav"), channels: zone.channels.map { $0 - 1 }
      )
    }
    return try Output.open(.files(zones), configuration: configuration)
  }
}
