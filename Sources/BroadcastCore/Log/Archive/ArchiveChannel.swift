internal import AudioEngine
internal import Foundation

/// Writes one channel's sound into hourly files.
struct ArchiveChannel {
  /// What came of it, for the log.
  enum Outcome {
    case closed(ArchiveFile)
    case failed(ArchiveFile, cause: String)
  }

  let folder: ArchiveFolder
  let template: ArchiveFile
  let timeZone: TimeZone
  private var writer: SoundFileWriter?
  private var file: ArchiveFile
  private var hour: (date: CivilDate, hour: Int)?
  /// Frames in the file so far, the pauses between segments included.
  private var written: FrameCount = 0
  /// Output frame after the last that was kept; nil between segments.
  private var next: FrameCount?
  private var retryAt: MonotonicTime?
  /// Frames left out since the last one kept, while nothing could be written.
  private var missed: [Range<FrameCount>] = []

  /// Shorter silence is kept as it is: speech has pauses.
  private var pause: FrameCount { FrameCount(template.sampleRate) }
  private static let segmentLimit = 1_000

  init(folder: ArchiveFolder, template: ArchiveFile, timeZone: TimeZone) {
    self.folder = folder
    self.template = template
    self.timeZone = timeZone
    file = template
  }

  /// Sound from output frame `frame` on; before it `lost` frames are missing.
  mutating func take(
    _ samples: UnsafePointer<Float>, count: Int, at frame: FrameCount, lost: FrameCount, clock: DeviceClock,
    moment: Moment
  ) -> [Outcome] {
    var outcomes: [Outcome] = []
    let start = clock.time(of: frame)
    let wall = moment.wall(at: start)
    if lost > 0 { missed.append(frame - lost..<frame) }
    if let retryAt, moment.monotonic < retryAt {
      missed.append(frame..<frame + FrameCount(count))
      return []
    }
    do throws(ArchiveFailure) {
      if isOver(at: wall) { outcomes += close() }
      if writer == nil { try open(at: wall) }
      if let next, lost == 0, frame >= next, frame - next <= pause {
        try write { writer throws(SoundFileError) in try writer.writeSilence(frames: frame - next) }
        written += frame - next
        grow(by: frame - next)
      } else {
        if next != nil { try endSegment() }
        file.segments.append(
          ArchiveFile.Segment(fileFrame: written, outputFrame: frame, count: 0, start: start, wall: wall))
        file.lost += missed
        missed = []
        try save()
      }
      try write { writer throws(SoundFileError) in try writer.write(samples, count: count) }
      written += FrameCount(count)
      grow(by: FrameCount(count))
      next = frame + FrameCount(count)
    } catch {
      outcomes.append(fail(error.cause, at: moment))
      missed.append(frame..<frame + FrameCount(count))
    }
    return outcomes
  }

  mutating func noteUnsure(_ frames: Range<FrameCount>) {
    guard let last = file.segments.last, last.outputFrame + last.count > frames.lowerBound else { return }
    file.unsure.append(frames)
  }

  /// Nothing more has come: ends a segment after a second of silence, and the file when its hour is over.
  mutating func rest(now: FrameCount, moment: Moment) -> [Outcome] {
    guard writer != nil else { return [] }
    if let next, now - next > pause {
      do throws(ArchiveFailure) { try endSegment() } catch { return [fail(error.cause, at: moment)] }
    }
    return next == nil && isOver(at: moment.wall) ? close() : []
  }

  /// Ends the file, if there is one.
  mutating func close() -> [Outcome] {
    guard let writer else { return [] }
    let closed = file
    do {
      if next != nil { try endSegment() }
      try writer.close()
      // The name says that it is whole, so only now.
      guard rename(folder.part(closed.name), folder.file(closed.name)) == 0 else {
        throw ArchiveFailure(cause: String(cString: strerror(errno)))
      }
      let whole = file
      forget()
      return [.closed(whole)]
    } catch {
      forget()
      return [.failed(closed, cause: "\(error)")]
    }
  }

  private mutating func forget() {
    writer = nil
    hour = nil
    next = nil
    written = 0
    file = template
  }

  private func isOver(at wall: WallTime) -> Bool {
    guard let hour else { return false }
    let local = wall.local(in: timeZone)
    return local.date != hour.date || local.time.secondsSinceMidnight / 3600 != hour.hour
      || file.segments.count >= Self.segmentLimit
  }

  private mutating func open(at wall: WallTime) throws(ArchiveFailure) {
    let local = wall.local(in: timeZone)
    let seconds = local.time.secondsSinceMidnight
    let time = String(
      format: "%02d%02d%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
    var name = "\(local.date)/\(time)-\(template.output)-\(template.channel).flac"
    var copy = 1
    // A clock that was set back, or a second start within a second.
    while [folder.file(name), folder.part(name)].contains(where: FileManager.default.fileExists) {
      copy += 1
      name = "\(local.date)/\(time)-\(template.output)-\(template.channel)-\(copy).flac"
    }
    do {
      try FileManager.default.createDirectory(
        atPath: folder.file("\(local.date)"), withIntermediateDirectories: true)
      writer = try SoundFileWriter(path: folder.part(name), sampleRate: template.sampleRate)
    } catch {
      throw ArchiveFailure(cause: "\(error)")
    }
    file = template
    file.name = name
    hour = (local.date, seconds / 3600)
    written = 0
  }

  /// Half a second of silence, so that whoever listens hears where one ends; it also drives the sound out of the encoder's
  /// block, and what is synced then survives a power cut.
  private mutating func endSegment() throws(ArchiveFailure) {
    next = nil
    let silence = FrameCount(template.sampleRate / 2)
    try write { writer throws(SoundFileError) in
      try writer.writeSilence(frames: silence)
      writer.sync()
    }
    written += silence
    try save()
  }

  private mutating func grow(by frames: FrameCount) {
    file.segments[file.segments.count - 1].count += frames
  }

  private func write(_ body: (SoundFileWriter) throws(SoundFileError) -> Void) throws(ArchiveFailure) {
    guard let writer else { throw ArchiveFailure(cause: "closed") }
    do throws(SoundFileError) { try body(writer) } catch { throw ArchiveFailure(cause: error.cause) }
  }

  private func save() throws(ArchiveFailure) {
    do { try folder.save(file) } catch { throw ArchiveFailure(cause: "\(error)") }
  }

  /// What was written stays for the next start to look at.
  private mutating func fail(_ cause: String, at moment: Moment) -> Outcome {
    let failed = file
    forget()
    retryAt = moment.monotonic.advanced(byNanoseconds: 60_000_000_000)
    return .failed(failed, cause: cause)
  }
}

private struct ArchiveFailure: Error {
  var cause: String
}
