import ArgumentParser
import BroadcastCore
import Foundation

struct EvidenceHours: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hours",
    abstract: "Một ngày, một cụm loa: phát gì, lúc nào, to bao nhiêu; để trả lời khi dân phản ánh.")

  @Option(help: ArgumentHelp("Tên ngắn của cụm loa.", valueName: "cụm loa"))
  var zone: String

  @Option(help: ArgumentHelp("Ngày theo giờ của đài.", valueName: "NĂM-THÁNG-NGÀY"))
  var date: CivilDate

  @Option(help: ArgumentHelp("Dạng kết quả: text hoặc json.", valueName: "dạng"))
  var format = OutputFormat.text

  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let (input, snapshot) = try EvidenceReader(options.existingDatabase()).input(
        date...date, includesVirtual: false)
      guard let zone = snapshot.station.zones.first(where: { $0.id.rawValue == zone }) else {
        let known = snapshot.station.zones.map(\.id.rawValue).joined(separator: ", ")
        throw ValidationError("Không có cụm loa «\(zone)»; chờ một trong: \(known).")
      }
      let hours = ZoneHours(input, zone: zone.id, date: date)
      if format == .json {
        Console.print(try StableJSON.text(hours))
        return
      }
      Console.print(
        "\(zone.name), ngày \(date): \(hours.sounds.count) lượt, \(hours.seconds / 60) phút \(hours.seconds % 60) giây. Giờ im lặng của đài: \(snapshot.station.hours.quiet)."
      )
      for sound in hours.sounds {
        let entry = sound.entry
        let loudness =
          entry.loudnessMlufs.map { String(format: "%.1f LUFS", Double($0) / 1000) } ?? "không đo được"
        let note =
          (entry.standing.counts ? "" : ", \(entry.standing.vietnamese)")
          + (sound.isInQuietHours ? "  [TRONG GIỜ IM LẶNG]" : "")
        Console.print(
          "  \(entry.time)  \(String(format: "%d:%02d", entry.seconds / 60, entry.seconds % 60))  \(loudness)  «\(entry.title)» #\(entry.seq)\(note)"
        )
      }
      Console.print("Độ to là của tín hiệu đưa ra máy tăng âm, không phải độ ồn đo ngoài đường.")
    }
  }
}
