import AudioEngine
import BroadcastCore
import Foundation
import TestSupport
import Testing

/// The files of a report, looked at with other people's programs: poppler and openpyxl.
@Suite(.serialized) struct EvidenceReportTests {
  /// A station with six virtual airings of one week.
  private func station(_ folder: URL) async throws -> String {
    let state = folder.path + "/state"
    let applied = try await Program.run([
      "apply", "--sample", Program.repository + "/schedules/ninh-giang", "--state", state,
    ])
    #expect(applied.code == 0, "\(applied.errors)")
    let log = PlaybackLog(database: try StationDatabase.open(state: state))
    for day in 2...7 {
      let wall = try #require(WallTime("2026-03-0\(day)T10:00:00.000Z"))
      let zones = CanonicalJSON.array((1...6).map { .string("thon-\($0)") })
      let common: [String: CanonicalJSON] = [
        "airing": .string("thu-\(day)"), "broadcast": .string("bai@2026-03-0\(day)T17:00"),
        "announcement": "cong-khai-cam-ket", "class": "routine", "zones": zones, "hearing": zones,
        "output": .object(["id": "loa", "device": "null", "kind": "virtual"]),
      ]
      var accepted = common
      accepted["criteria"] = .array([.string("TC1.2c")])
      accepted["planned"] = .string(wall.description)
      accepted["rate"] = 48_000
      accepted["frames"] = .object(["total": 4_320_000])
      var ended = common
      ended["outcome"] = "completed"
      ended["ended_wall"] = .string((wall + 90).description)
      ended["frames"] = .object([
        "total": 4_320_000, "rendered": 4_320_000, "written": 4_320_000,
        "left": .array([4_320_000, 4_320_000]),
      ])
      ended["loudness_mlufs"] = -16_200
      // The machine's own boot, to which what the commands write belongs too.
      var moment = SystemClock().now()
      (moment.wall, moment.isClockTrusted) = (wall, true)
      try log.append(
        [
          LogRecord(kind: .accepted, fields: accepted, texts: ["title": SaltedText("=HYPERLINK(\"x\")")]),
          LogRecord(kind: .started, fields: common), LogRecord(kind: .ended, fields: ended),
        ], at: moment)
    }
    return state
  }

  /// Changes a line as the owner of the file can, with a fitting hash.
  private func tamper(_ state: String) throws {
    let script = """
      import sqlite3, hashlib
      db = sqlite3.connect('\(state)/station.sqlite')
      db.execute('DROP TRIGGER log_entry_no_update')
      seq, line = db.execute("SELECT seq, line FROM log_entry WHERE kind = 'ended' ORDER BY seq LIMIT 1").fetchone()
      line = line.replace('"virtual"', '"device"')
      leaf = hashlib.sha256(b'\\0' + line.encode()).digest()
      db.execute('UPDATE log_entry SET line = ?, leaf = ? WHERE seq = ?', (line, leaf, seq))
      db.commit()
      """
    let file = state + "/tamper.py"
    try Data(script.utf8).write(to: URL(fileURLWithPath: file))
    _ = try shell("/usr/bin/python3 \(file) && rm \(file)")
  }

  @Test("A log that does not verify gives no report; with the flag every page says that it is worth nothing")
  func tampered() async throws {
    let folder = try TemporaryFolder.make("e2e-tampered")
    defer { try? FileManager.default.removeItem(at: folder) }
    let state = try await station(folder)
    // Someone holds a checkpoint, here the station itself.
    let signed = try await Program.run(["log", "checkpoint", "--state", state])
    #expect(signed.code == 0, "\(signed.errors)")
    try tamper(state)
    let arguments = [
      "evidence", "report", "--no-pdf", "--from", "2026-03-01", "--to", "2026-03-08", "--include-virtual",
      "--state", state,
    ]
    let refused = try await Program.run(arguments + ["--out", folder.path + "/a"])
    #expect(refused.code == 65 && refused.errors.contains("không lập báo cáo"), "\(refused.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/a"))
    let forced = try await Program.run(arguments + ["--unverified", "--out", folder.path + "/b"])
    #expect(forced.code == 0, "\(forced.errors)")
    let html = try String(contentsOfFile: folder.path + "/b/bao-cao.html", encoding: .utf8)
    #expect(html.contains("KHÔNG CÓ GIÁ TRỊ") && html.contains("NHẬT KÝ KHÔNG ĐÚNG"))
    // Nobody signs for it, and nothing to verify lies beside it.
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/b/ho-so"))
    let csv = try String(contentsOfFile: folder.path + "/b/luot-phat.csv", encoding: .utf8)
    #expect(csv.contains("KHÔNG dùng làm minh chứng"))
  }

  private func shell(_ command: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(command)")
    return String(decoding: data, as: UTF8.self)
  }

  @Test("HTML, PDF, XLSX and CSV of a trial") func report() async throws {
    let folder = try TemporaryFolder.make("e2e-report")
    defer { try? FileManager.default.removeItem(at: folder) }
    let state = try await station(folder)
    let out = folder.path + "/out"
    let scan = folder.path + "/anh.png"
    try Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array(repeating: 0, count: 32)).write(
      to: URL(fileURLWithPath: scan))
    let added = try await Program.run([
      "evidence", "manual", "add", scan, "--criterion", "TC4.4", "--kind", "photo", "--date", "2026-03-05",
      "--title", "Bảng khẩu hiệu ở Thôn 1", "--state", state,
    ])
    #expect(added.code == 0 && added.output.contains("nhập tay số 1"), "\(added.errors)")
    let period = ["--from", "2026-03-01", "--to", "2026-03-08", "--as-of", "2026-03-08", "--state", state]
    let made = try await Program.run(["evidence", "report", "--include-virtual", "--out", out] + period)
    #expect(made.code == 0, "\(made.errors)")
    // Not over what is there.
    let again = try await Program.run(["evidence", "report", "--include-virtual", "--out", out] + period)
    #expect(again.code == 64 && again.errors.contains("--force"))

    // Beside the report lies what others can check.
    let key = try await Program.run(["log", "key", "--state", state])
    let vkey = key.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let verify = ["log", "verify", out + "/ho-so", "--key", vkey, "--checkpoint", out + "/chot.txt"]
    let whole = try await Program.run(verify)
    #expect(whole.code == 0, "\(whole.output)\(whole.errors)")
    let html = try String(contentsOfFile: out + "/bao-cao.html", encoding: .utf8)
    let note = try String(contentsOfFile: out + "/chot.txt", encoding: .utf8)
    #expect(html.contains(note) && html.contains(vkey) && html.contains("<svg"))
    let entries = out + "/ho-so/entries.jsonl"
    let lines = try String(contentsOfFile: entries, encoding: .utf8)
    try lines.replacing("\"kind\":\"virtual\"", with: "\"kind\":\"device\"").write(
      toFile: entries, atomically: true, encoding: .utf8)
    #expect(try await Program.run(verify).code == 65)

    // The standard's own algorithm, strictly.
    let valid = try shell(
      """
      /usr/bin/python3 -c "import html5lib
      for name in ['bao-cao', 'bien-ban-kiem-tra']:
          html5lib.HTMLParser(strict=True).parse(open('\(out)/' + name + '.html', 'rb'))
      print('valid')"
      """)
    #expect(valid == "valid\n")
    try minutes(out)
    let fonts = try shell("pdffonts \(out)/bao-cao.pdf | tail -n +3").split(separator: "\n")
    #expect(!fonts.isEmpty && fonts.allSatisfy { $0.contains("+Liberation-") && $0.contains("yes yes yes") })
    let boxes = try shell("pdftotext -bbox \(out)/bao-cao.pdf -")
    try margins(boxes)
    try blocks(boxes)
    let pages = try shell("pdftotext -layout \(out)/bao-cao.pdf -").split(separator: "\u{0C}")
    #expect(pages.count >= 5 && pages.allSatisfy { $0.contains("BẢN THỬ") })
    #expect(
      pages.contains { $0.contains("TM. ỦY BAN NHÂN DÂN") }
        && pages.contains { $0.contains("nhập tay") || $0.contains("NHẬP TAY") })

    let check = """
      import openpyxl, datetime, sys
      book = openpyxl.load_workbook('\(out)/bao-cao.xlsx')
      for sheet in book:
          assert sheet['A1'].value.startswith('BẢN THỬ'), sheet.title
          assert sheet.freeze_panes == 'B3' and sheet.auto_filter.ref, sheet.title
          assert sheet.page_setup.orientation == 'landscape' and sheet.print_title_rows, sheet.title
      sheet = book['Lượt phát']
      rows = list(sheet.iter_rows(min_row=3, max_row=8))
      assert [r[1].value for r in rows] == [datetime.datetime(2026, 3, d) for d in range(2, 8)], rows[0][1].value
      assert all(r[0].data_type == 'n' and r[6].value == 1.5 for r in rows)
      assert all(r[3].data_type == 's' and r[3].value == '=HYPERLINK("x")' for r in rows), rows[0][3].data_type
      assert sheet['G9'].value == '=SUBTOTAL(109,G3:G8)', sheet['G9'].value
      values = openpyxl.load_workbook('\(out)/bao-cao.xlsx', data_only=True)
      assert values['Lượt phát']['G9'].value == 9.0
      assert values['Phút theo ngày']['C39'].value == 54.0, values['Phút theo ngày']['C39'].value
      assert book['Nhập tay']['G3'].value == 'nhập tay'
      print('ok')
      """
    let script = folder.path + "/check.py"
    try Data(check.utf8).write(to: URL(fileURLWithPath: script))
    #expect(try shell("/usr/bin/python3 \(script)") == "ok\n")
    let csv = try String(contentsOfFile: out + "/luot-phat.csv", encoding: .utf8)
    #expect(csv.contains("\"'=HYPERLINK(\"\"x\"\")\"") && csv.contains("BẢN THỬ"))
  }

  /// A sheet a zone, with what was measured.
  private func minutes(_ out: String) throws {
    let sheets = try shell("pdftotext -layout \(out)/bien-ban-kiem-tra.pdf -").split(separator: "\u{0C}")
    #expect(sheets.count == 6, "\(sheets.count) pages")
    for (index, sheet) in sheets.enumerated() {
      #expect(sheet.contains("BIÊN BẢN") && sheet.contains("Thôn \(index + 1)") && sheet.contains("BẢN THỬ"))
      #expect(
        sheet.contains("6 lượt, 9 phút") && sheet.contains("-16,2 LUFS") && sheet.contains("NGƯỜI KIỂM TRA"))
    }
    let fonts = try shell("pdffonts \(out)/bien-ban-kiem-tra.pdf | tail -n +3").split(separator: "\n")
    #expect(!fonts.isEmpty && fonts.allSatisfy { $0.contains("+Liberation-") })
  }

  /// Where the parts of the first page stand (ô of Nghị định 30/2020, Phụ lục I, Mục IV), from the PDF's own boxes.
  private func blocks(_ boxes: String) throws {
    let pages = boxes.components(separatedBy: "<page ").dropFirst()
    let words = pages.map { page in
      page.components(separatedBy: "<word ").dropFirst().compactMap { Word($0) }
    }
    let first = try #require(words.first)
    func find(_ text: String, on page: [Word]? = nil) throws -> Word {
      try #require((page ?? first).first { $0.text == text }, "\(text)")
    }
    let middle = 595.3 / 2
    // Ô 2 left, ô 1 right, on one line; ô 3 under ô 2, ô 4 under ô 1; ô 5a in the middle under them.
    let issuer = try find("ỦY")
    let country = try find("CỘNG")
    let number = try find("Số:")
    let place = try find("ngày")
    let title = try find("BÁO")
    #expect(issuer.x2 < middle && country.x1 > issuer.x2 && abs(issuer.y1 - country.y1) < 4)
    #expect(
      number.x2 < middle && number.y1 > issuer.y2 && abs(number.y1 - place.y1) < 4 && place.x1 > middle - 30)
    // Between the margins of 30 and 17 mm on 210 mm.
    let centre = (30 + 210 - 17) / 2 * 72 / 25.4
    let titleEnd = try find("CÁO").x2
    #expect(title.y1 > number.y2 && abs((title.x1 + titleEnd) / 2 - centre) < 6)
    // Sizes: 12–13 in the head, 13–14 of the title and the text. A line box of Liberation Serif is 1.107–1.15 em.
    #expect((12.5...15.5).contains(country.y2 - country.y1) && (14.5...16.5).contains(title.y2 - title.y1))
    // Ô 7a right and ô 9b left, on one height.
    let sign = try #require(words.first { $0.contains { $0.text == "TM." } })
    let (signer, recipients) = (try find("TM.", on: sign), try find("Nơi", on: sign))
    #expect(signer.x1 > middle - 10 && recipients.x2 < middle && abs(signer.y1 - recipients.y1) < 6)
    // The page number stands in the top middle from page 2 on.
    for (index, page) in words.enumerated().dropFirst() {
      let top = try #require(page.min { $0.y1 < $1.y1 })
      #expect(top.text == "\(index + 1)", "page \(index + 1)")
    }
  }

  /// A word of `pdftotext -bbox`, in points from the top left.
  private struct Word {
    var x1, y1, x2, y2: Double
    var text: String

    init?(_ line: String) {
      func number(_ name: String) -> Double? {
        line.range(of: "\(name)=\"").flatMap { Double(line[$0.upperBound...].prefix { $0 != "\"" }) }
      }
      guard let x1 = number("xMin"), let y1 = number("yMin"), let x2 = number("xMax"),
        let y2 = number("yMax"),
        let start = line.firstIndex(of: ">"), let end = line.range(of: "</word>")
      else { return nil }
      (self.x1, self.y1, self.x2, self.y2) = (x1, y1, x2, y2)
      text = String(line[line.index(after: start)..<end.lowerBound])
    }
  }

  /// Nghị định 30/2020, Phụ lục I: of the upright first page, in points.
  private func margins(_ boxes: String) throws {
    let first = try #require(boxes.components(separatedBy: "<page ").dropFirst().first)
    func numbers(_ name: String) -> [Double] {
      first.components(separatedBy: " \(name)=\"").dropFirst().compactMap {
        Double($0.prefix { $0 != "\"" })
      }
    }
    #expect(first.hasPrefix("width=\"595.") && first.contains("height=\"841."))
    let mm = 72 / 25.4
    let (left, right, top) = (
      numbers("xMin").min() ?? 0, numbers("xMax").max() ?? 0, numbers("yMin").min() ?? 0
    )
    #expect(left >= 30 * mm - 1 && left <= 35 * mm, "left \(left / mm) mm")
    #expect(right <= 595.3 - 15 * mm + 1 && right >= 595.3 - 20 * mm - 5, "right \(right / mm) mm")
    #expect(top >= 20 * mm - 1 && top <= 25 * mm, "top \(top / mm) mm")
    // Nothing above the text of page 1, which the top margin says; a number on page 2.
    let second = try #require(boxes.components(separatedBy: "<page ").dropFirst(2).first)
    #expect(second.contains(">2</word>"))
  }

  @Test("Without the flag a virtual broadcast is listed apart; with it every answer says BẢN THỬ")
  func coverage()
    async throws
  {
    let folder = try TemporaryFolder.make("e2e-coverage")
    defer { try? FileManager.default.removeItem(at: folder) }
    let state = try await station(folder)
    let period = ["--from", "2026-03-01", "--to", "2026-03-08", "--state", state]
    let plain = try await Program.run(["evidence", "coverage"] + period)
    #expect(
      plain.code == 0 && plain.output.contains("6 mục thiết bị ảo, không tính")
        && !plain.output.contains("[ĐẠT]"))
    let trial = try await Program.run(
      ["evidence", "coverage", "--include-virtual", "--criteria", "TC1.2c"] + period)
    #expect(
      trial.output.hasPrefix("BẢN THỬ") && trial.output.contains("[CHƯA ĐẠT] TC1.2c")
        && trial.output.contains("6/6 cụm loa"))
    // What the plan was to make public in that week, for three days in a row, was not heard.
    #expect(trial.output.contains("chưa đủ 3 ngày liên tục (Điều 13 khoản 3) tại mọi cụm loa"))
    let json = try await Program.run(
      ["evidence", "coverage", "--include-virtual", "--format", "json"] + period)
    let coverage = try JSONDecoder().decode(Coverage.self, from: Data(json.output.utf8))
    #expect(coverage.isTrial && coverage["TC1.2c"]?.seconds == 540)
    let hours = try await Program.run([
      "evidence", "hours", "--zone", "thon-1", "--date", "2026-03-02", "--state", state,
    ])
    #expect(hours.code == 0 && hours.output.contains("17:00:00  1:30"), "\(hours.output)\(hours.errors)")
  }

  @Test(
    "Wrong use ends with a code and a sentence",
    arguments: [
      (["coverage", "--from", "2026-03-08", "--to", "2026-03-01"], 64, "trước --from"),
      (["coverage", "--from", "1/3/2026", "--to", "2026-03-01"], 64, "1/3/2026"),
      (["coverage", "--from", "2010-01-01", "--to", "2026-03-01"], 64, "5 năm"),
      (
        ["coverage", "--from", "2026-01-01", "--to", "2026-03-01", "--state", "/khong/co"], 65,
        "broadcaster apply"
      ),
      (
        ["coverage", "--from", "2026-01-01", "--to", "2026-03-01", "--propose", "--format", "json"], 64,
        "--propose"
      ),
      (["report", "--from", "2026-01-01", "--to", "2026-03-01"], 64, "--out"),
      (["hours", "--zone", "x"], 64, "--date"),
      (["manual", "list", "--state", "/khong/co"], 65, "broadcaster apply"),
    ] as [([String], Int32, String)])
  func wrongUse(arguments: [String], code: Int32, words: String) async throws {
    let result = try await Program.run(["evidence"] + arguments)
    #expect(result.code == code, "\(result.errors)")
    #expect(result.errors.contains(words), "\(result.errors)")
  }
}
