import Foundation
import Glibc
import Synchronization

/// The one libasound configuration of a test process: PCMs that take their server or folder as an argument.
enum AlsaConfiguration {
  private static let installed = Mutex(false)

  /// Points libasound to it. libasound reads the variable whenever it opens a PCM, so this must come before the first
  /// fixture's device is opened; fixtures call it.
  static func install() throws {
    try installed.withLock { installed in
      guard !installed else { return }
      let folder = try TemporaryFolder.make("alsa")
      let file = folder.appending(path: "asound.conf")
      try text(extra: "").write(to: file, atomically: true, encoding: .utf8)
      setenv("ALSA_CONFIG_PATH", file.path, 1)
      installed = true
    }
  }

  static func text(extra: String) -> String {
    """
    pcm.fixture-pulse {
      @args [ SERVER DEVICE ]
      @args.SERVER { type string }
      @args.DEVICE { type string }
      type pulse
      server $SERVER
      device $DEVICE
      handle_underrun 1
    }
    pcm.null { type null }
    \(extra)
    """
  }
}
