import BroadcastCore
import Foundation
import Synchronization

/// HTML to PDF by WeasyPrint, with a progress line.
enum Printer {
  /// - Throws: `ReportError`.
  static func print(_ page: String, to path: String) async throws {
    guard let program = find("weasyprint") else { throw ReportError(.noPrinter, path: path) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    // In its own terms: no network, no file but the page itself is named in it.
    process.arguments = ["--verbose", "--encoding", "utf-8", page, path]
    process.standardInput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    let bar = ProgressLine("Đang làm PDF")
    let ended = AsyncStream.makeStream(of: Void.self)
    process.terminationHandler = { _ in ended.continuation.finish() }
    do {
      try process.run()
    } catch {
      throw ReportError(.printerFailed(error.localizedDescription), path: path)
    }
    let tail = Mutex("")
    let reading = Task.detached {
      // "INFO: Step 5 - Creating layout - Page 12"; seven steps, of which layout is most of the work.
      while true {
        let data = errors.fileHandleForReading.availableData
        guard !data.isEmpty else { return }
        let text = String(decoding: data, as: UTF8.self)
        tail.withLock { $0 = String(($0 + text).suffix(600)) }
        if let step = text.range(of: "Step ", options: .backwards).flatMap({
          text[$0.upperBound...].first?.wholeNumberValue
        }) {
          bar.show(min(1, Double(step) / 7))
        }
      }
    }
    for await _ in ended.stream {}
    await reading.value
    bar.end()
    guard process.terminationStatus == 0, FileManager.default.fileExists(atPath: path) else {
      throw ReportError(.printerFailed(tail.withLock { $0 }), path: path)
    }
  }

  private static func find(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
      .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
