import Foundation

@testable import BroadcastCore

/// A small whole station that set-up tests change.
enum SetupFixture {
  static let station = """
    id: mau
    commune: xã Mẫu
    variables: { hotline: "1022", settlement: thôn, portal: Trang thông tin điện tử }
    outputs:
      - { id: loa, device: default, channels: 2 }
    zones:
      - { id: thon-1, name: Thôn 1, output: loa, channels: [1], tags: [thon, truong-hoc] }
      - { id: thon-2, name: Thôn 2, output: loa, channels: [2], tags: [thon] }
      - { id: cho, name: Khu chợ, output: loa, channels: [2], tags: [cho] }
    hours:
      preset: nong-thon
    """
  static let criteria = """
    source: Kế hoạch mẫu
    criteria:
      - { code: TC1, title: Phát trên hệ thống truyền thanh, role: direct }
      - { code: TC2, title: Gửi thư, role: supporting }
    """
  /// The item of `programmes:` starts at line 13.
  static let content = """
    announcements:
      - { id: tin, title: Tin, class: routine, text: Xin chào bà con., criteria: [TC1] }
    bulletins:
      - id: thoi-su
        title: Thời sự
        class: routine
        items: [tin]
    events:
      - { id: hop, title: Họp thôn, date: 2026-12-12, time: "19:30", place: Nhà văn hóa, zones: [thon-1] }
    programmes:
      - id: chuong-trinh
    """

  static func programme(_ lines: String) -> String {
    content + "\n" + lines.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n") + "\n"
  }

  static func folder(
    station: String = station, criteria: String? = criteria, holidays: String? = nil, programmes: String
  ) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(station, to: "station.yaml")
    if let criteria { try folder.write(criteria, to: "criteria.yaml") }
    if let holidays { try folder.write(holidays, to: "holidays.yaml") }
    try FileManager.default.createDirectory(
      atPath: folder.path + "/programmes", withIntermediateDirectories: true)
    try folder.write(programmes, to: "programmes/tin.yaml")
    return folder
  }

  /// The programme with these lines after its id.
  static func load(_ lines: String) throws -> Programme {
    let folder = try folder(programmes: programme(lines))
    return try StationFolder.load(folder.path).programmes[0]
  }
}
