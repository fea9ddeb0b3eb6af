import AudioEngine
import Foundation
import Testing

@testable import BroadcastCore

/// What left the device must lie in the archive, and what does not must be told.
@Suite struct SoundArchiveTests {
  @Test("What sounded is in the file, sample for sample; a silent channel has none") func keeps() async throws
  {
    let bench = try ArchiveBench()
    try bench.sound(seed: 1, frames: 72_000, channel: 0)
    bench.device.advance(frames: 240_000)
    let notes = try await bench.close()
    let (file, line) = try #require(notes.closed.first)
    #expect(notes.closed.count == 1 && file.channel == 1 && file.zones == ["thon-1"])
    #expect(file.name.hasPrefix("2026-11-21/17") && file.segments.count == 1 && file.lost.isEmpty)
    #expect(try bench.folder.hash(file.name).sha256 == line.sha256)
    let segment = file.segments[0]
    let kept = try SoundFilePart.read(
      path: bench.folder.file(file.name), from: segment.fileFrame, count: segment.count)
    let played = bench.device.played[0][Int(segment.outputFrame)...].prefix(Int(segment.count))
    #expect(kept.count >= 72_000 && played.count == kept.count)
    #expect(zip(kept, played).allSatisfy { abs($0 - $1) <= 1.5 / 32_768 })
    // Nothing that sounded lies outside.
    #expect(bench.device.played[0][..<Int(segment.outputFrame)].allSatisfy { $0 == 0 })
    #expect(try bench.folder.unlogged().isEmpty && bench.folder.names(ending: ".part").isEmpty)
  }

  @Test("An archive that was never started closes too, and then does not start") func neverStarted()
    async throws
  {
    let bench = try ArchiveBench()
    try bench.sound(seed: 11, frames: 48_000, channel: 0)
    bench.device.advance(frames: 96_000)
    await bench.archive.close()
    bench.archive.start()
    var closed = 0
    for await _ in bench.archive.notes { closed += 1 }
    #expect(closed == 1)
  }

  @Test("Started, it takes up what a killed run left, and closes what it kept itself") func started()
    async throws
  {
    let bench = try ArchiveBench()
    try bench.sound(seed: 12, frames: 48_000, channel: 0)
    bench.play(seconds: 3)
    let next = try ArchiveBench(after: bench)
    next.archive.start()
    var notes = next.archive.notes.makeAsyncIterator()
    let recovered = try #require(await notes.next())
    #expect(recovered.record.fields["recovered"] == true)
    try next.sound(seed: 13, frames: 48_000, channel: 1)
    next.device.advance(frames: 96_000)
    await next.archive.close()
    let own = try #require(await notes.next())
    #expect(own.record.fields["event_name"] == "closed" && own.record.fields["channel"] == 2)
    #expect(await notes.next() == nil)
  }

  @Test("Silence costs nothing: no file, nothing in the ring") func silence() async throws {
    let bench = try ArchiveBench()
    bench.device.advance(frames: 480_000)
    #expect(try await bench.close().closed.isEmpty && bench.folder.names(ending: "").isEmpty)
  }

  @Test("A new hour is a new file, and a pause is two segments") func hours() async throws {
    // Three seconds before 18:00 in Viet Nam.
    let bench = try ArchiveBench(start: "2026-11-21T10:59:57.000Z")
    try bench.sound(seed: 2, frames: 24_000, channel: 1)
    bench.play(seconds: 2.5)
    try bench.sound(seed: 3, frames: 144_000, channel: 1)
    bench.play(seconds: 6)
    let closed = try await bench.close().closed.map(\.0)
    #expect(closed.map { $0.name.dropFirst(11).prefix(2) } == ["17", "18"])
    #expect(closed.map(\.segments.count) == [2, 1])
    // Cut at the hour, with no frame between.
    let last = try #require(closed[0].segments.last)
    #expect(last.outputFrame + last.count == closed[1].segments[0].outputFrame)
  }

  @Test("A full ring leaves frames out, and the file says which") func slowDisk() async throws {
    let bench = try ArchiveBench(ringMilliseconds: 200)
    try bench.sound(seed: 4, frames: 96_000, channel: 0)
    bench.device.advance(frames: 48_000)
    _ = bench.archive.turn()
    bench.device.advance(frames: 96_000)
    let file = try #require(try await bench.close().closed.first?.0)
    let lost = try #require(file.lost.first)
    #expect(lost.count > 9_600 && file.segments.count == 2)
    #expect(
      file.segments[0].outputFrame + file.segments[0].count == lost.lowerBound
        && file.segments[1].outputFrame == lost.upperBound)
  }

  @Test("What a lost device had accepted is not vouched for") func lostDevice() async throws {
    let bench = try ArchiveBench()
    try bench.sound(seed: 5, frames: 240_000, channel: 0)
    bench.play(seconds: 1)
    bench.device.unplug()
    bench.play(seconds: 1)
    let file = try #require(try await bench.close().closed.first?.0)
    let unsure = try #require(file.unsure.first)
    #expect(unsure.lowerBound == bench.device.played[0].count && !unsure.isEmpty)
  }

  @Test("A killed process leaves a file that the next start makes whole") func crash() async throws {
    let bench = try ArchiveBench()
    try bench.sound(seed: 6, frames: 96_000, channel: 0)
    bench.play(seconds: 4)
    let name = try #require(try bench.folder.names(ending: ".part").first)
    // The process ends here: nobody closes the file.
    let next = try ArchiveBench(after: bench)
    try next.archive.recover(next.folder.unlogged())
    let notes = try await next.close()
    let (file, line) = try #require(notes.closed.first)
    #expect(name == file.name + ".part" && line.sha256 != nil)
    #expect(notes.records.contains { $0.contains("\"recovered\":true") })
    // All but what FLAC held back, which the rest of silence has driven out.
    #expect(file.frames >= 96_000 - 480)
    #expect(try Clip.read(path: bench.folder.file(file.name)).frameCount >= file.frames)
    // And a third start has nothing more to tell.
    let third = try ArchiveBench(after: bench)
    try third.archive.recover(third.folder.unlogged())
    #expect(try await third.close().records.isEmpty)
  }

  @Test("Killed while it sounds: readable up to the last whole FLAC frame") func crashWhileSounding()
    async throws
  {
    let bench = try ArchiveBench()
    try bench.sound(seed: 7, frames: 480_000, channel: 0)
    bench.play(seconds: 3)
    let next = try ArchiveBench(after: bench)
    try next.archive.recover(next.folder.unlogged())
    let file = try #require(try await next.close().closed.first?.0)
    #expect(file.frames > 96_000)
    let whole = try SoundFilePart.length(path: bench.folder.file(file.name))
    #expect(file.segments.last.map { $0.fileFrame + $0.count } == whole)
  }

  @Test("What cannot be read any more is told as lost") func damaged() async throws {
    let bench = try ArchiveBench()
    try bench.sound(seed: 8, frames: 48_000, channel: 0)
    bench.play(seconds: 3)
    let part = try #require(try bench.folder.names(ending: ".part").first)
    try Data().write(to: URL(filePath: bench.folder.file(part)))
    let next = try ArchiveBench(after: bench)
    try next.archive.recover(next.folder.unlogged())
    let notes = try await next.close()
    #expect(notes.closed.isEmpty && notes.records.count == 1)
    #expect(notes.records[0].contains("\"event_name\":\"lost\""))
  }

  @Test(
    "Retention: too old first, then the oldest until there is room; each deletion is an entry before it happens"
  )
  func retention() async throws {
    let policy = ArchivePolicy(days: 10, freeBytes: 100)
    let files: [(name: String, date: CivilDate, bytes: Int64)] = [
      ("c", "2026-11-20", 60), ("a", "2026-11-01", 10), ("b", "2026-11-19", 50),
    ]
    func gone(_ free: Int64) -> [String] {
      policy.expired(files, today: "2026-11-21", free: free).map { "\($0.name) \($0.reason)" }
    }
    #expect(gone(500) == ["a age"])
    #expect(gone(60) == ["a age", "b space"])
    #expect(gone(0) == ["a age", "b space", "c space"])

    let bench = try ArchiveBench()
    try FileManager.default.createDirectory(
      atPath: bench.folder.file("2026-01-02"), withIntermediateDirectories: true)
    try Data([1]).write(to: URL(filePath: bench.folder.file("2026-01-02/x.flac")))
    let notes = try await bench.close()
    #expect(notes.records.count == 1 && notes.records[0].contains("\"event_name\":\"deleted\""))
    #expect(!FileManager.default.fileExists(atPath: bench.folder.file("2026-01-02/x.flac")))
  }

  @Test("The sound of an entry is found by its frames, whole and as one zone heard it") func finds()
    async throws
  {
    let bench = try ArchiveBench()
    try bench.sound(seed: 9, frames: 48_000, channel: 0)
    bench.play(seconds: 3)
    let first = try #require(bench.device.played[0].firstIndex { $0 != 0 })
    let seq = try bench.logAiring(first: Int64(first), frames: 48_000, zones: ["thon-1"])
    _ = try await bench.close()
    let sound = try bench.log.sound(of: seq, zone: nil, in: bench.folder)
    #expect(sound.kept == 48_000 && sound.length == 48_000 && sound.pieces.count == 1)
    let clip = try sound.read(from: bench.folder)
    let expected = TestNoise.noise(frames: 48_000, seed: 9)
    #expect(zip(clip.samples(ofChannel: 0), expected).allSatisfy { abs($0 - $1) < 3.0 / 32_768 })
    #expect(throws: ArchiveError.otherZone("thon-2", heard: ["thon-1"])) {
      try bench.log.sound(of: seq, zone: "thon-2", in: bench.folder)
    }
    // One changed byte.
    let path = bench.folder.file(sound.pieces[0].file)
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: URL(filePath: path))
    #expect(throws: ArchiveError.damaged(file: sound.pieces[0].file, entry: sound.pieces[0].entry ?? -1)) {
      try sound.read(from: bench.folder)
    }
  }

  @Test("Before its hour is over a sound is read from the file that is being written") func findsOpen()
    async throws
  {
    let bench = try ArchiveBench()
    try bench.sound(seed: 10, frames: 48_000, channel: 0)
    bench.play(seconds: 3)
    let first = try #require(bench.device.played[0].firstIndex { $0 != 0 })
    let seq = try bench.logAiring(first: Int64(first), frames: 48_000, zones: ["thon-1"])
    let sound = try bench.log.sound(of: seq, zone: "thon-1", in: bench.folder)
    #expect(sound.pieces.map(\.entry) == [nil])
    #expect(try sound.read(from: bench.folder).frameCount == 48_000)
    _ = try await bench.close()
  }
}
