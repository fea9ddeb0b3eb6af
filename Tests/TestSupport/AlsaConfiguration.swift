import Foundation
import Glibc
import Synchronization

/// The one libasound configuration of a test process: PCMs that take their server or folder as an argument.
enum AlsaConfiguration {
  private static let folder = Mutex<URL?>(nil)

  /// Points libasound to it. libasound reads the variable whenever it opens a PCM, so this must come before the first
  /// fixture's device is opened; fixtures call it.
  @discardableResult
  static func install() throws -> URL {
    try folder.withLock { folder in
      if let folder { return folder }
      let made = try TemporaryFolder.make("alsa")
      let file = made.appending(path: "asound.conf")
      try text(folder: made, extra: "").write(to: file, atomically: true, encoding: .utf8)
      setenv("ALSA_CONFIG_PATH", file.path, 1)
      folder = made
      return made
    }
  }

  /// Where the fault plugin is built to.
  static func faultLibrary() throws -> URL { try install().appending(path: "libasound_module_pcm_fault.so") }

  /// A whole configuration; `extra` adds PCMs for child processes.
  static func text(folder: URL, extra: String) -> String {
    """
    pcm_type.fault { lib "\(folder.path)/libasound_module_pcm_fault.so" }
    pcm.fixture-pulse {
      @args [ SERVER DEVICE ]
      @args.SERVER { type string }
      @args.DEVICE { type string }
      type pulse
      server $SERVER
      device $DEVICE
      handle_underrun 1
    }
    pcm.fixture-fault {
      @args [ FOLDER CHANNELS ]
      @args.FOLDER { type string }
      @args.CHANNELS { type integer default 0 }
      type fault
      folder $FOLDER
      channels $CHANNELS
    }
    pcm.null { type null }
    \(extra)
    """
  }
}
