internal import Foundation
internal import VietnameseSpeech

/// Reads the files of a station in the order in which they know each other, and checks what they say of each other.
struct StationLoader {
  private var files: SetupFiles
  private var places: [Finding.Subject: SetupPlace] = [:]

  // What the program ships never changes while it runs.
  private static let shippedTemplates = Result { () throws(ConfigurationError) in
    try TemplateLibrary.shipped()
  }
  private static let shippedHolidays = Result { () throws(ConfigurationError) in
    try HolidayCatalogue.standard()
  }

  init(path: String) {
    files = SetupFiles(path: path)
  }

  mutating func load() throws(ConfigurationError) -> StationFolder {
    let (holidays, ownHolidays) = holidays()
    guard let (root, _) = files.open("station.yaml"),
      var station = StationFile.read(root, holidays: holidays.holidays.map(\.id))
    else { throw ConfigurationError(problems: files.problems) }
    places[.station] = root.place
    for (id, node) in root.items(under: "zones") { places[.zone(ZoneID(rawValue: id))] = node.place }
    placeGreetings(root, holidays)
    station.lexicon = lexicon()
    station.holidays = ownHolidays
    let criteria = criteria()
    let templates = templates()
    let names = SetupNames(
      station: station.id, zones: station.zones, sessions: station.hours.sessions.map(\.id),
      holidays: holidays.holidays.map(\.id), criteria: criteria.rows.map(\.code) + criteria.refused)
    let content = programmes(
      AnnouncementFile.Surroundings(
        folder: files.path + "/programmes", templates: templates, settings: station.templateSettings,
        names: names))
    let announcements = unique(content.announcements, \.id) { .announcement($0) }
    let bulletins = unique(content.bulletins, \.bulletin.id) { .bulletin($0) }
    let events = unique(content.events, \.id) { .event($0) }
    let programmes = unique(content.programmes, \.id) { .programme($0) }
    for reference in content.references {
      switch reference.kind {
      case .announcement: reference.check(against: announcements.map(\.id), refused: content.refused)
      case .bulletin: reference.check(against: bulletins.map(\.bulletin.id), refused: content.refused)
      case .event: reference.check(against: events.map(\.id), refused: content.refused)
      }
    }
    ProgrammeClashes(station: station, announcements: announcements, bulletins: bulletins.map(\.bulletin))
      .note(content.programmes)
    noteOnStart(station, announcements)
    guard files.problems.isEmpty else { throw ConfigurationError(problems: files.problems) }
    return StationFolder(
      station: station, announcements: announcements, bulletins: bulletins, programmes: programmes,
      events: events, criteria: criteria.rows, holidays: holidays, templates: templates,
      fileHashes: files.hashes,
      places: places)
  }

  private mutating func programmes(_ surroundings: AnnouncementFile.Surroundings) -> ProgrammeFile.Content {
    var all = ProgrammeFile.Content()
    for name in files.names(in: "programmes") {
      guard let (root, _) = files.open(name) else { continue }
      let content = ProgrammeFile.read(root, surroundings)
      all.announcements += content.announcements
      all.bulletins += content.bulletins
      all.events += content.events
      all.programmes += content.programmes
      all.references += content.references
      all.refused.formUnion(content.refused)
    }
    return all
  }

  /// Drops and notes what has an id that was there before; keeps the places of the rest.
  private mutating func unique<Value>(
    _ values: [(Value, ConfigurationNode)], _ id: (Value) -> String, _ subject: (String) -> Finding.Subject
  ) -> [Value] {
    for (value, node) in values.reversed() { places[subject(id(value))] = node.place }
    return StationFile.unique(values, id)
  }

  /// The shipped holidays with the station's own over them, and the station's file.
  private mutating func holidays() -> (HolidayCatalogue, String?) {
    var catalogue = HolidayCatalogue.empty
    do {
      catalogue = try Self.shippedHolidays.get()
    } catch {
      for problem in error.problems { files.note(problem) }
    }
    guard files.has("holidays.yaml"), let (root, text) = files.open("holidays.yaml"),
      let own = HolidayFile.read(root)
    else { return (catalogue, nil) }
    for (id, node) in root.items(under: "holidays") { places[.holiday(id)] = node.place }
    return (catalogue.overridden(by: own), text)
  }

  /// With the codes of rows that were refused: who names one of them is not wrong too.
  private mutating func criteria() -> (rows: [Criterion], refused: [String]) {
    guard files.has("criteria.yaml"), let (root, _) = files.open("criteria.yaml") else { return ([], []) }
    let rows = unique(CriteriaFile.read(root), \.code) { .criterion($0) }
    let known = Set(rows.map(\.code))
    return (rows, root.items(under: "criteria", named: "code").map(\.id).filter { !known.contains($0) })
  }

  /// Greetings are mended where the station says when it greets.
  private mutating func placeGreetings(_ root: ConfigurationNode, _ holidays: HolidayCatalogue) {
    guard let greetings = root.child("greetings") else { return }
    for holiday in holidays.holidays {
      let node = greetings.child("exceptions")?.child(holiday.id) ?? greetings
      places[.holiday(holiday.id)] = node.place
    }
  }

  /// The shipped templates with the station's own over them.
  private mutating func templates() -> TemplateLibrary {
    var library = TemplateLibrary(templates: [])
    do {
      library = try Self.shippedTemplates.get()
    } catch {
      for problem in error.problems { files.note(problem) }
    }
    guard files.has("templates") else { return library }
    for name in files.names(in: "templates") {
      guard let (root, _) = files.open(name) else { continue }
      let own = TemplateLibrary(templates: TemplateFile.read(root))
      if root.reader.problems.isEmpty { library = library.overridden(by: own) }
    }
    return library
  }

  /// The station's lexicon, if it has one; checked here, so that a bad line is refused before anything is taken.
  private mutating func lexicon() -> String? {
    let name = "lexicon.yaml"
    guard files.has(name) else { return nil }
    let file = files.path + "/" + name
    do {
      let text = try files.text(of: name)
      _ = try Lexicon.shipped().overlaid(with: text, source: file)
      return text
    } catch let error as LexiconError {
      files.note(
        ConfigurationProblem(
          file: file, line: error.line, column: nil, what: "từ điển sai: \(error.message)",
          cure: "hãy sửa dòng này; dạng của tệp như từ điển có sẵn, xem docs/SPEECH.md"))
    } catch {
      files.note(
        ConfigurationProblem(
          file: file, line: nil, column: nil, what: "không đọc được tệp (\(error.localizedDescription))",
          cure: "hãy lưu lại tệp dạng UTF-8"))
    }
    return nil
  }

  private mutating func noteOnStart(_ station: Station, _ announcements: [AnnouncementDraft]) {
    guard let id = station.onStart, announcements.first(where: { $0.id == id })?.airClass != .test else {
      return
    }
    files.note(
      ConfigurationProblem(
        file: files.path + "/station.yaml", line: nil, column: nil,
        what: "«on_start: \(id)» không phải bản tin có «class: test»",
        cure: "chỉ bản tin thử mới được phát khi khởi động"))
  }
}
