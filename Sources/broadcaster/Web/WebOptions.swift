import ArgumentParser
import BroadcastCore
import Foundation
import Logging

/// Where the page of a running station is.
struct WebOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Mở trang vận hành ở địa chỉ này: 127.0.0.1:8080 (chỉ máy này), hoặc 0.0.0.0:8443 (cả mạng, có TLS).",
      valueName: "địa chỉ:cổng"))
  var listen: ListenAddress?

  @Option(help: ArgumentHelp("Chứng chỉ TLS (PEM) thay cho chứng chỉ tự tạo.", valueName: "tệp"))
  var tlsCertificate: String?

  @Option(help: ArgumentHelp("Khóa của chứng chỉ TLS (PEM).", valueName: "tệp"))
  var tlsKey: String?

  func validate() throws {
    guard (tlsCertificate == nil) == (tlsKey == nil) else {
      throw ValidationError("--tls-certificate và --tls-key phải đi cùng nhau.")
    }
    guard tlsCertificate == nil || listen != nil else {
      throw ValidationError("--tls-certificate chỉ dùng với --listen.")
    }
  }

  /// The page, told on the console where it is; `nil` where none is wanted.
  func server(_ playout: Playout, _ options: StateOptions, logger: Logger) throws -> WebServer? {
    guard let listen else { return nil }
    var certificate: OwnCertificate?
    if let tlsCertificate, let tlsKey {
      certificate = try .given(certificate: tlsCertificate, key: tlsKey)
    } else if !listen.isLoopback {
      certificate = try .own(
        folder: options.state + "/tls", names: ["localhost", ProcessInfo.processInfo.hostName])
    }
    let database = try options.database()
    let firstRun = FirstRun()
    let site = Site(
      playout: playout, feed: StatusFeed(playout), database: database, library: options.library,
      pages: try PageLibrary(), assets: AssetLibrary(logger: logger), firstRun: firstRun,
      isSecure: certificate != nil, logger: logger)
    Console.print("Trang vận hành: \(certificate == nil ? "http" : "https")://\(listen)")
    if let certificate, tlsCertificate == nil {
      Console.print("Vân tay chứng chỉ (SHA-256), so một lần khi trình duyệt hỏi: \(certificate.fingerprint)")
    }
    if let secret = try firstRun.begin(site.accounts) {
      Console.print("Mã lần đầu, để lập tài khoản quản trị trên trang: \(secret)")
    }
    return WebServer(site: site, address: listen, tls: certificate?.configuration)
  }
}
