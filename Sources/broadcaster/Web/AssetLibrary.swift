import Foundation
import Hummingbird
import Logging
import NIOCore

/// Style and script, each in memory as it goes over the wire: compressed once, when the station starts.
struct AssetLibrary: Sendable {
  private struct Asset: Sendable {
    var type: String
    var plain: ByteBuffer
    /// `nil` where gzip is missing.
    var packed: ByteBuffer?
    /// Changes with the content, so that an update is never masked by a cache.
    var tag: String
  }

  private let assets: [String: Asset]

  /// From Debian's libjs-bootstrap5.
  private static let bootstrap = "/usr/share/javascript/bootstrap5/css/bootstrap.min.css"

  init(logger: Logger) {
    var assets: [String: Asset] = [:]
    func add(_ name: String, _ type: String, _ data: Data) {
      assets[name] = Asset(
        type: type, plain: ByteBuffer(bytes: data),
        packed: AssetLibrary.gzip(data).map { ByteBuffer(bytes: $0) },
        tag: "\"\(AssetTag.of(data))\"")
    }
    add("trang.css", "text/css; charset=utf-8", Data(PackageResources.trang_css))
    add("trang.js", "text/javascript; charset=utf-8", Data(PackageResources.trang_js))
    do {
      let path = URL(fileURLWithPath: AssetLibrary.bootstrap).resolvingSymlinksInPath()
      add("bootstrap.css", "text/css; charset=utf-8", try Data(contentsOf: path))
    } catch {
      logger.error("Trang vận hành thiếu kiểu dáng: sudo apt install libjs-bootstrap5 (\(error)).")
    }
    self.assets = assets
  }

  func answer(_ name: String, to request: Request) -> Response {
    guard let asset = assets[name] else { return Response(status: .notFound) }
    var headers: HTTPFields = [
      .contentType: asset.type, .cacheControl: "private, max-age=60", .eTag: asset.tag,
      .vary: "Accept-Encoding",
    ]
    if request.headers[.ifNoneMatch] == asset.tag { return Response(status: .notModified, headers: headers) }
    if let packed = asset.packed, request.headers[.acceptEncoding]?.contains("gzip") == true {
      headers[.contentEncoding] = "gzip"
      return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: packed))
    }
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: asset.plain))
  }

  /// By the system's gzip, which every Debian has.
  private static func gzip(_ data: Data) -> Data? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/gzip")
    process.arguments = ["-9", "-n", "-c"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    do {
      try process.run()
      // Beside the reading: a pipe holds less than a style sheet.
      let writer = Thread {
        // A gzip that has gone shows in its exit code.
        try? input.fileHandleForWriting.write(contentsOf: data)
        try? input.fileHandleForWriting.close()
      }
      writer.start()
      let packed = try output.fileHandleForReading.readToEnd()
      process.waitUntilExit()
      return process.terminationStatus == 0 ? packed : nil
    } catch {
      return nil
    }
  }
}
