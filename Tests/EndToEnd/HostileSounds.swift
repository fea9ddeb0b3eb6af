import Foundation
import TestSupport

/// Files that someone might push through the door for sound, by mistake or on purpose.
struct HostileSounds {
  enum Expectation: Equatable {
    case refused
    case accepted
  }

  struct File {
    var name: String
    var expectation: Expectation
  }

  let folder: ScratchFolder
  private(set) var files: [File] = []

  init() throws {
    folder = try ScratchFolder()
    try addThingsThatAreNoSound()
    try addLists()
    try addBrokenWaves()
    try addBrokenOthers()
    try addTraps()
  }

  func path(_ file: File) -> String { folder.path + "/" + file.name }

  private mutating func add(_ name: String, _ bytes: [UInt8], _ expectation: Expectation = .refused) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/" + name))
    files.append(File(name: name, expectation: expectation))
  }

  private mutating func addThingsThatAreNoSound() throws {
    var generator = Generator(state: 1)
    try add("empty.mp3", [])
    try add("one-byte.wav", [0x52])
    try add("noise.m4a", (0..<1_000_000).map { _ in generator.byte() })
    try add("zeros.mp3", [UInt8](repeating: 0, count: 100_000))
    try add("ones.mp3", [UInt8](repeating: 0xFF, count: 100_000))
    try add("text.wav", Array("Kính thưa bà con, đây không phải âm thanh.".utf8))
    try add("page.ogg", Array("<!doctype html><html><script>alert(1)</script></html>".utf8))
    try add("data.json", Array(#"{"RIFF": "WAVE"}"#.utf8))
    try add("program.mp3", [0x7F, 0x45, 0x4C, 0x46] + [UInt8](repeating: 1, count: 5_000))
    try add("paper.pdf", Array("%PDF-1.7\n%âãÏÓ\n".utf8) + [UInt8](repeating: 32, count: 5_000))
    try add("picture.png", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10] + [UInt8](repeating: 0, count: 500))
    try add("picture.jpg", [0xFF, 0xD8, 0xFF, 0xE0] + (0..<5_000).map { _ in generator.byte() })
    try add("archive.zip", [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 500))
    try add("archive.gz", [0x1F, 0x8B, 8, 0] + [UInt8](repeating: 0, count: 500))
    try add("script.sh", Array("#!/bin/sh\ntouch /tmp/broadcaster-was-here\n".utf8))
    try add("xin\nchào.wav", Array("tên có xuống dòng".utf8))
    try add("..wav", Array("tên bắt đầu bằng chấm".utf8))
  }

  private mutating func addLists() throws {
    let target = "file:///etc/passwd"
    for (name, text) in [
      ("list.m3u", "#EXTM3U\n#EXTINF:1,x\n\(target)\n"),
      ("list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:1/a.ts\n"),
      ("list.pls", "[playlist]\nFile1=\(target)\nNumberOfEntries=1\n"),
      ("list.asx", "<asx version=\"3.0\"><entry><ref href=\"\(target)\"/></entry></asx>"),
      (
        "list.xspf",
        "<?xml version=\"1.0\"?><playlist><track><location>\(target)</location></track></playlist>"
      ),
      ("list.ffconcat", "ffconcat version 1.0\nfile '/etc/passwd'\n"),
      ("list-bom.mp3", "\u{FEFF}ffconcat version 1.0\nfile '/etc/passwd'\n"),
      ("list-spaces.mp3", "\n\n  #EXTM3U\n\(target)\n"),
      ("list.smil", "<smil><body><audio src=\"\(target)\"/></body></smil>"),
      ("address.wav", "http://127.0.0.1:1/a.mp3\n"), ("reference.mp3", "[Reference]\nRef1=\(target)\n"),
    ] { try add(name, Array(text.utf8)) }
  }

  private mutating func addBrokenWaves() throws {
    let good = Wave()
    try add("header-only.wav", Wave(frames: 0).bytes)
    try add("cut.wav", Array(good.bytes.prefix(good.bytes.count / 3)))
    try add("claims-too-much.wav", Wave(claimedData: 4_000_000_000).bytes)
    try add("no-channels.wav", Wave(channels: 0).bytes)
    try add("many-channels.wav", Wave(channels: 65_535).bytes)
    try add("no-rate.wav", Wave(rate: 0).bytes)
    try add("huge-rate.wav", Wave(rate: 4_000_000_000).bytes)
    try add("unknown-format.wav", Wave(format: 0x7777).bytes)
    try add("no-bits.wav", Wave(bits: 0).bytes)
    try add("not-numbers.wav", Wave(format: 3, bits: 32, pattern: [0, 0, 0xC0, 0x7F]).bytes)
    try add("infinite.wav", Wave(format: 3, bits: 32, pattern: [0, 0, 0x80, 0x7F]).bytes)
    try add("too-long.wav", Wave(rate: 100, frames: 100 * 60 * 46, bits: 8).bytes)
    // A ZIP behind a sound: the sound comes in, the rest does not.
    try add("polyglot.wav", good.bytes + [0x50, 0x4B, 3, 4] + [UInt8](repeating: 7, count: 5_000), .accepted)
  }

  private mutating func addBrokenOthers() throws {
    var generator = Generator(state: 2)
    func garbage(_ count: Int = 20_000) -> [UInt8] { (0..<count).map { _ in generator.byte() } }
    try add("garbage.flac", Array("fLaC".utf8) + garbage())
    try add("garbage.ogg", Array("OggS".utf8) + garbage())
    try add("garbage.m4a", [0, 0, 0, 0x20] + Array("ftypM4A ".utf8) + garbage())
    try add("atom-of-everything.m4a", [0xFF, 0xFF, 0xFF, 0xFF] + Array("ftypM4A ".utf8) + garbage())
    try add("garbage.mkv", [0x1A, 0x45, 0xDF, 0xA3] + garbage())
    try add("garbage.amr", Array("#!AMR\n".utf8) + [UInt8](repeating: 0xFF, count: 3))
    try add("garbage.aiff", Array("FORM".utf8) + [0, 0, 1, 0] + Array("AIFF".utf8) + garbage(500))
    try add("garbage.caf", Array("caff".utf8) + garbage(500))
    try add("garbage.wma", [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11] + garbage())
    try add(
      "endless-tag.mp3",
      Array("ID3".utf8) + [4, 0, 0, 0x7F, 0x7F, 0x7F, 0x7F] + [UInt8](repeating: 0, count: 9_000))
    for (name, codec, share) in [
      ("cut.flac", ["flac"], 3), ("cut.m4a", ["aac"], 3), ("cut.mkv", ["libvorbis"], 50),
    ] {
      let path = try make(name + "-whole." + name.split(separator: ".")[1], sine + ["-c:a"] + codec)
      let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
      try FileManager.default.removeItem(atPath: path)
      try add(name, Array(whole.prefix(whole.count / share)))
    }
  }

  private mutating func addTraps() throws {
    _ = try make(
      "ten-hours.flac", ["-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "36000", "-c:a", "flac"])
    files.append(File(name: "ten-hours.flac", expectation: .refused))
    _ = try make("no-sound.mp4", ["-f", "lavfi", "-i", "color=c=red:s=64x64:d=1", "-c:v", "mpeg4"])
    files.append(File(name: "no-sound.mp4", expectation: .refused))
    // The picture is never decoded, the sound behind it is fine.
    _ = try make(
      "large-picture.mp4",
      ["-f", "lavfi", "-i", "color=c=red:s=4096x4096:d=1:r=2"] + sine + [
        "-c:v", "mpeg4", "-c:a", "aac", "-shortest",
      ])
    files.append(File(name: "large-picture.mp4", expectation: .accepted))
  }

  private let sine = ["-f", "lavfi", "-i", "sine=frequency=300:duration=3"]

  private func make(_ name: String, _ arguments: [String]) throws -> String {
    let path = folder.path + "/" + name
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/ffmpeg")
    process.arguments = ["-v", "error", "-y"] + arguments + [path]
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw FixtureError("ffmpeg could not make \(name)") }
    return path
  }

  /// SplitMix64: the same bytes every time.
  private struct Generator {
    var state: UInt64

    mutating func byte() -> UInt8 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return UInt8(truncatingIfNeeded: z ^ (z >> 31))
    }
  }
}

/// A RIFF file whose header says what it is told to.
struct Wave {
  var rate: UInt32 = 16_000
  var channels: UInt16 = 1
  var frames = 32_000
  var format: UInt16 = 1
  var bits: UInt16 = 16
  var claimedData: UInt32?
  var pattern: [UInt8] = [0, 0x20, 0, 0xE0]

  var bytes: [UInt8] {
    func little<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
      withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
    let size = frames * Int(bits) / 8
    let data = (0..<size).map { pattern[$0 % pattern.count] }
    let frame = UInt16(truncatingIfNeeded: Int(channels) * Int(bits) / 8)
    var header =
      Array("WAVEfmt ".utf8) + little(UInt32(16)) + little(format) + little(channels) + little(rate)
    header += little(UInt32(truncatingIfNeeded: Int(rate) * Int(frame))) + little(frame) + little(bits)
    header += Array("data".utf8) + little(claimedData ?? UInt32(size))
    return Array("RIFF".utf8) + little(UInt32(truncatingIfNeeded: header.count + size)) + header + data
  }
}
