import Testing

@testable import BroadcastCore

@Suite struct SampleApplyTests {
  /// What is in the files is in the database, and every file's hash in the log.
  @Test(arguments: SampleStation.allCases)
  func applied(station: SampleStation) throws {
    let state = try TemporaryFolder()
    let database = try StationDatabase.open(state: state.path)
    let folder = try station.folder()
    let applier = SetupApplier(database: database, library: ClipLibrary(folder: state.path + "/clips"))
    let outcome = try applier.apply(folder, asSample: true, at: Sample.moment)
    #expect(outcome.drafts.isEmpty && outcome.approved.count == folder.announcements.count)
    let snapshot = try StationStore(database).snapshot()
    #expect(snapshot.station == folder.station)
    #expect(snapshot.programmes.map(\.id).sorted() == folder.programmes.map(\.id).sorted())
    #expect(snapshot.bulletins.map(\.items) == folder.bulletins.map(\.bulletin.items))
    #expect(snapshot.bulletins.allSatisfy { !$0.opening.isEmpty })
    #expect(snapshot.events == folder.events)
    #expect(snapshot.criteria == folder.criteria)
    let purposes = Dictionary(uniqueKeysWithValues: folder.announcements.map { ($0.id, $0.purpose) })
    #expect(snapshot.announcements.allSatisfy { $0.announcement.purpose == purposes[$0.announcement.id] })
    let names = Set(folder.fileHashes.keys)
    #expect(
      names.isSuperset(of: ["station.yaml", "criteria.yaml", "programmes/hop-dan.yaml"])
        || station == .binhMinh)
    #expect(names.contains("programmes/loi-chuc-ngay-le.yaml"))
  }
}
