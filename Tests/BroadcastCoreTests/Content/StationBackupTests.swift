import AudioEngine
import Foundation
import GRDB
import Testing

@testable import BroadcastCore

@Suite struct StationBackupTests {
  private func makeStation() throws -> TemporaryFolder {
    let state = try TemporaryFolder()
    let database = try StationDatabase.open(state: state.path)
    let library = ClipLibrary(folder: state.path + "/clips")
    let sample = try StationFolder.load(Sample.repository + "/schedules/ninh-giang")
    _ = try SetupApplier(database: database, library: library).apply(
      sample, asSample: true, at: Sample.moment)
    try state.write("khóa", to: "keys/log.key")
    return state
  }

  @Test func whatIsSavedComesBack() throws {
    let state = try makeStation()
    let place = try TemporaryFolder()
    let file = place.path + "/dai.backup"
    let saved = try StationBackup.save(state: state.path, to: file)
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["dai.backup"])
    let restored = try StationBackup.restore(file, to: place.path + "/moi")
    #expect(restored == saved)
    let (before, after) = (
      try StationStore(try StationDatabase.open(state: state.path)).snapshot(),
      try StationStore(try StationDatabase.open(state: place.path + "/moi")).snapshot()
    )
    #expect(before == after)
    let mode = try FileManager.default.attributesOfItem(atPath: place.path + "/moi/keys/log.key")
    #expect(mode[.posixPermissions] as? Int == 0o600)
    #expect(throws: BackupError(.stationExists, path: place.path + "/moi")) {
      try StationBackup.restore(file, to: place.path + "/moi")
    }
  }

  @Test func aDamagedBackupIsNotRestored() throws {
    let state = try makeStation()
    let place = try TemporaryFolder()
    let file = place.path + "/dai.backup"
    _ = try StationBackup.save(state: state.path, to: file)
    let good = try Data(contentsOf: URL(fileURLWithPath: file))
    var positions = stride(from: 0, to: good.count, by: max(1, good.count / 60)).map { $0 }
    positions += [good.count - 1, good.count - 30]
    for position in positions {
      for change in 0..<3 {
        var bad = good
        switch change {
        case 0: bad[position] ^= 0x10
        case 1: bad.remove(at: position)
        default: bad.insert(0x41, at: position)
        }
        try bad.write(to: URL(fileURLWithPath: file))
        #expect(throws: (any Error).self, "byte \(position), change \(change)") {
          try StationBackup.restore(file, to: place.path + "/moi")
        }
        #expect(!FileManager.default.fileExists(atPath: place.path + "/moi"))
      }
    }
    try good.prefix(good.count / 2).write(to: URL(fileURLWithPath: file))
    #expect(throws: (any Error).self) { try StationBackup.restore(file, to: place.path + "/moi") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["dai.backup"])
  }

  @Test(arguments: [
    "../x", "/etc/passwd", "clips/ab/x.flac", "documents/x.pdf", "keys/.x", "keys/a/b", "clips/../../x",
    "station.sqlite-wal", "clips/.x", "clips//x", "khac/x",
  ])
  func namesThatLeadAwayAreRefused(_ name: String) throws {
    let place = try TemporaryFolder()
    let content = Data("x".utf8)
    let head = "\(StationBackup.magic)\n\(Hex.sha256(Array(content))) 1 \(name)\n"
    let end = "end \(Hex.sha256(Array(head.utf8)))\n"
    try (Data(head.utf8) + content + Data(end.utf8)).write(to: URL(fileURLWithPath: place.path + "/f"))
    #expect(throws: BackupError(.strangeName(name), path: place.path + "/f")) {
      try StationBackup.restore(place.path + "/f", to: place.path + "/moi")
    }
  }

  @Test(arguments: ["station.sqlite", "dai.backup", "clips/dai.backup", "moi/../dai.backup"])
  func aBackupIsNotAmongTheStationsFiles(_ name: String) throws {
    let state = try makeStation()
    let before = try Data(contentsOf: URL(fileURLWithPath: state.path + "/station.sqlite"))
    let link = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: link.path + "/lối", withDestinationPath: state.path)
    for folder in [state.path, link.path + "/lối"] {
      #expect(throws: BackupError(.insideStation, path: folder + "/" + name)) {
        try StationBackup.save(state: state.path, to: folder + "/" + name)
      }
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: state.path + "/station.sqlite")) == before)
  }

  @Test func ofNothingThereIsNoBackup() throws {
    let place = try TemporaryFolder()
    #expect(throws: StoreError.self) {
      try StationBackup.save(state: place.path + "/không-có", to: place.path + "/f")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path).isEmpty)
  }

  /// Links and pipes in the folders lead elsewhere or never end.
  @Test func whatIsNotTheStationsIsLeftOutAndSaid() throws {
    let state = try makeStation()
    try state.write("ghi chú", to: "clips/ghi-chu.txt")
    try #require(mkfifo(state.path + "/keys/pipe", 0o600) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: state.path + "/keys/link", withDestinationPath: "/etc/hostname")
    let place = try TemporaryFolder()
    let saved = try StationBackup.save(state: state.path, to: place.path + "/f")
    #expect(saved.strangers == ["clips/ghi-chu.txt", "keys/link", "keys/pipe"])
    let mode = try FileManager.default.attributesOfItem(atPath: place.path + "/f")[.posixPermissions]
    #expect(mode as? Int == 0o600)
    // With a slash at the end, too.
    _ = try StationBackup.restore(place.path + "/f", to: place.path + "/moi/")
    #expect(!FileManager.default.fileExists(atPath: place.path + "/moi/keys/pipe"))
    #expect(Set(try FileManager.default.contentsOfDirectory(atPath: place.path)) == ["f", "moi"])
  }

  @Test func aClipUnderAnotherClipsNameIsFound() throws {
    let place = try TemporaryFolder()
    let content = Data("x".utf8)
    let name = "clips/ab/ab" + String(repeating: "0", count: 62) + ".flac"
    let head = "\(StationBackup.magic)\n\(Hex.sha256(Array(content))) 1 \(name)\n"
    let end = "end \(Hex.sha256(Array(head.utf8)))\n"
    try (Data(head.utf8) + content + Data(end.utf8)).write(to: URL(fileURLWithPath: place.path + "/f"))
    #expect(throws: BackupError(.damaged(name), path: place.path + "/f")) {
      try StationBackup.restore(place.path + "/f", to: place.path + "/moi")
    }
  }

  /// The rest is saved, and it is said: one bad sector must not cost every backup.
  @Test func damageIsNamedAndTheRestSaved() throws {
    let state = try makeStation()
    let clips = FileManager.default.enumerator(atPath: state.path + "/clips")
    let names = (clips?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".flac") }.sorted()
    let bad = try #require(names.first)
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: state.path + "/clips/" + bad))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("x".utf8))
    try handle.close()
    let database = try StationDatabase.open(state: state.path)
    try database.write { database in
      for trigger in try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
      {
        try database.execute(sql: "DROP TRIGGER \(trigger)")
      }
      try database.execute(sql: "UPDATE log_entry SET line = replace(line, 'ninh', 'xinh') WHERE seq = 0")
    }
    let place = try TemporaryFolder()
    let saved = try StationBackup.save(state: state.path, to: place.path + "/f")
    #expect(
      saved.damage == ["nhật ký, mục 0", "clips/\(bad) không còn đúng mã băm: không sao lưu tệp này"])
    #expect(throws: BackupError(.damaged("nhật ký, mục 0"), path: place.path + "/f")) {
      try StationBackup.restore(place.path + "/f", to: place.path + "/moi")
    }
    let restored = try StationBackup.restore(place.path + "/f", to: place.path + "/moi", acceptsDamage: true)
    #expect(restored.damage == ["nhật ký, mục 0"] && restored.files == saved.files - 1)
  }

  @Test func foldersOnAnotherDiskAreSavedToo() throws {
    let state = try makeStation()
    let disk = try TemporaryFolder()
    for folder in ["clips", "keys"] {
      try FileManager.default.moveItem(atPath: state.path + "/" + folder, toPath: disk.path + "/" + folder)
      try FileManager.default.createSymbolicLink(
        atPath: state.path + "/" + folder, withDestinationPath: disk.path + "/" + folder)
    }
    let place = try TemporaryFolder()
    let saved = try StationBackup.save(state: state.path, to: place.path + "/f")
    #expect(saved.files > 2 && saved.strangers.isEmpty)
    _ = try StationBackup.restore(place.path + "/f", to: place.path + "/moi")
    #expect(FileManager.default.fileExists(atPath: place.path + "/moi/keys/log.key"))
    #expect(FileManager.default.fileExists(atPath: place.path + "/moi/clips"))
  }

  @Test func aPipeIsNoBackup() throws {
    let place = try TemporaryFolder()
    try #require(mkfifo(place.path + "/ống", 0o600) == 0)
    #expect(throws: BackupError.self) {
      try StationBackup.restore(place.path + "/ống", to: place.path + "/moi")
    }
    let state = try makeStation()
    #expect(throws: BackupError.self) { try StationBackup.save(state: state.path, to: place.path + "/ống") }
    #expect(throws: BackupError.self) { try StationBackup.save(state: state.path, to: place.path) }
  }

  @Test func aNewerFormatIsNotCalledForeign() throws {
    let place = try TemporaryFolder()
    try Data("broadcaster-backup 2\n".utf8).write(to: URL(fileURLWithPath: place.path + "/f"))
    #expect(throws: BackupError(.newer, path: place.path + "/f")) {
      try StationBackup.restore(place.path + "/f", to: place.path + "/moi")
    }
  }

  @Test func aNewerProgramsBackupIsRefused() throws {
    let state = try makeStation()
    let database = try StationDatabase.open(state: state.path)
    try database.write {
      try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('999 from the future')")
    }
    let place = try TemporaryFolder()
    #expect(throws: BackupError(.newer, path: state.path)) {
      try StationBackup.save(state: state.path, to: place.path + "/f")
    }
    try database.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    let writer = try BackupWriter(path: place.path + "/f")
    _ = try writer.add("station.sqlite", from: state.path + "/station.sqlite")
    _ = try writer.finish()
    #expect(throws: BackupError(.newer, path: place.path + "/f")) {
      try StationBackup.restore(place.path + "/f", to: place.path + "/moi")
    }
  }
}

@Suite struct ClipStorageTests {
  @Test func onlyWhatNobodyNamesIsAnOrphan() throws {
    let state = try TemporaryFolder()
    let database = try StationDatabase.open(state: state.path)
    let library = ClipLibrary(folder: state.path + "/clips")
    func clip(_ level: Float) throws -> ClipHash {
      try library.store(Clip(sampleRate: 48_000, channels: [[Float](repeating: level, count: 4_800)]))
    }
    let (recorded, announced, logged, orphan) = (try clip(0.1), try clip(0.2), try clip(0.3), try clip(0.4))
    let heard = try clip(0.5)
    let store = ClipStore(database, library: library)
    _ = recorded
    _ = try store.add(
      SoundDoor.Arrival(
        recordedClip: Clip(
          sampleRate: 48_000, channels: [(0..<48_000).map { Float(sin(Double($0) * 0.05)) * 0.2 }])),
      source: "x",
      title: "T", language: "vi", loudness: -16, by: .station, at: Sample.moment)
    try AnnouncementDesk(database).create(
      Announcement(id: "a", title: "A", airClass: .routine, text: .unspoken, opening: [announced]),
      by: .station,
      at: Sample.moment)
    // Spoken ahead and approved: it airs as it was heard, though nothing else names the file.
    let desk = AnnouncementDesk(database)
    let approver = Account(id: AccountID(rawValue: "tk-2"), name: "duyet", title: "D", roles: [.approver])
    try desk.submit("a", by: .station, at: Sample.moment)
    try desk.approve(
      "a", version: 1, spoken: nil, sound: [announced, heard], policy: ApprovalPolicy(), by: approver,
      at: Sample.moment)
    try PlaybackLog(database: database).append(
      LogRecord(kind: .ended, fields: ["clips": .array([.string(logged.rawValue)])]), at: Sample.moment)
    let storage = ClipStorage(database, library: library)
    let later = Date(timeIntervalSinceNow: 40 * 86_400)
    let found = try storage.orphans(olderThan: 30 * 86_400, now: later).map(\.hash)
    #expect(Set(found) == [orphan, recorded])
    #expect(try storage.orphans(olderThan: 30 * 86_400, now: Date()).isEmpty)
    #expect((storage.freeBytes() ?? 0) > 0)
  }
}
