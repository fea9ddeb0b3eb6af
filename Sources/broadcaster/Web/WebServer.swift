import BroadcastCore
import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import ServiceLifecycle

/// A request with where it came from.
struct WebContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let address: String

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    address = source.channel.remoteAddress?.ipAddress ?? "?"
  }
}

/// The operator's page.
struct WebServer: Service {
  let site: Site
  let address: ListenAddress
  /// `nil` on loopback, where nobody listens in between.
  let tls: TLSConfiguration?

  static let routes: [Route] =
    EntryPages.routes + DashboardPage.routes + CommandPages.routes + WritingPages.routes
    + ApprovalPages.routes
    + AirPages.routes + AccountPages.routes

  func run() async throws {
    do {
      let app = Application(
        router: WebServer.router(site), server: try server(),
        configuration: .init(
          address: .hostname(address.host, port: address.port), serverName: nil,
          availableConnectionsDelegate: nil),
        logger: site.logger)
      try await app.run()
    } catch {
      // The station goes on airing without its page, and says so.
      site.logger.error("Không mở được trang vận hành tại \(address): \(error)")
      try? await gracefulShutdown()
    }
  }

  private func server() throws -> HTTPServerBuilder {
    let plain = HTTPServerBuilder.http1(configuration: .init(idleTimeout: .seconds(60)))
    guard let tls else { return plain }
    return try .tls(plain, tlsConfiguration: tls)
  }

  static func router(_ site: Site) -> Router<WebContext> {
    let router = Router(context: WebContext.self)
    router.add(middleware: SecurityHeaders(isSecure: site.isSecure))
    let gate = Gate(site: site)
    for route in routes {
      router.on(RouterPath(route.path), method: route.method) { request, context in
        await gate.answer(request, context, route)
      }
    }
    router.get("/tinh/:name") { request, context in
      site.assets.answer(context.parameters.get("name") ?? "", to: request)
    }
    return router
  }
}
