import BroadcastCore
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Who may pass to a page.
enum Access: Hashable, Sendable {
  case anyone
  /// Any account, also one that must set its password first.
  case account
  case may(Permission)
}

/// One address of the station; the table of all is the server's, and a test's.
struct Route: Sendable {
  let method: HTTPRequest.Method
  let path: String
  let access: Access
  let answer: @Sendable (Visit) async throws -> Response

  static func get(
    _ path: String, _ access: Access, _ answer: @escaping @Sendable (Visit) async throws -> Response
  ) -> Route {
    Route(method: .get, path: path, access: access, answer: answer)
  }

  static func post(
    _ path: String, _ access: Access, _ answer: @escaping @Sendable (Visit) async throws -> Response
  ) -> Route {
    Route(method: .post, path: path, access: access, answer: answer)
  }
}

/// Looks at every request before a page does: who it is, whether they may, whether the form is ours.
struct Gate: Sendable {
  let site: Site

  /// A form of a page; texts have their own, smaller limit.
  static let formLimit = 200_000
  /// Whoever sends slower than this holds a connection for nothing.
  private static let patience = Duration.seconds(15)

  func answer(_ request: Request, _ context: WebContext, _ route: Route) async -> Response {
    do {
      return try await pass(request, context, route)
    } catch {
      return Problem.answer(error, site: site)
    }
  }

  private func pass(_ request: Request, _ context: WebContext, _ route: Route) async throws -> Response {
    let token = LoginCookie(isSecure: site.isSecure).token(of: request)
    let visitor = try token.flatMap { try site.sessions.visitor($0, at: site.now()) }
    func visit(_ form: Form) -> Visit {
      Visit(
        site: site, request: request, parameters: context.parameters, form: form, session: visitor?.session,
        account: visitor?.account, address: context.address)
    }
    if route.access != .anyone {
      guard let account = visitor?.account else {
        guard request.method == .get else {
          throw Problem(.unauthorized, "Phiên đã kết thúc: hãy đăng nhập lại.")
        }
        return visit(.empty).redirect("/dang-nhap")
      }
      if case .may(let permission) = route.access {
        guard !account.mustChangePassword else { return visit(.empty).redirect("/tai-khoan") }
        try account.require(permission)
      }
    }
    guard request.method == .post else { return try await route.answer(visit(.empty)) }
    try requireOwnOrigin(request)
    let form = try await self.form(of: request)
    if let session = visitor?.session, form.exact("key") != session.formKey {
      throw Problem(.forbidden, "Trang này cũ hoặc không phải của đài: hãy mở lại trang rồi làm lại.")
    }
    return try await route.answer(visit(form))
  }

  /// A browser says where a form comes from; what is not a browser has no cookie to misuse.
  private func requireOwnOrigin(_ request: Request) throws {
    if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ request.headers[$0] }),
      site != "same-origin", site != "none"
    {
      throw Problem(.forbidden, "Lệnh gửi từ trang khác, không nhận.")
    }
    if let origin = request.headers[.origin], let host = request.head.authority {
      guard origin == "https://\(host)" || origin == "http://\(host)" else {
        throw Problem(.forbidden, "Lệnh gửi từ trang khác, không nhận.")
      }
    }
  }

  private func form(of request: Request) async throws -> Form {
    let type = request.headers[.contentType] ?? ""
    guard type.hasPrefix("application/x-www-form-urlencoded") else {
      throw Problem(.unsupportedMediaType, "Đài chỉ nhận biểu mẫu của chính trang này.")
    }
    let body = try await withThrowingTaskGroup(of: ByteBuffer?.self) { group in
      group.addTask {
        var request = request
        return try await request.collectBody(upTo: Gate.formLimit)
      }
      group.addTask {
        try await Task.sleep(for: Gate.patience)
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
    guard let body else { throw Problem(.requestTimeout, "Gửi quá chậm: hãy thử lại.") }
    guard let form = Form(body: String(buffer: body)) else {
      throw Problem(.badRequest, "Biểu mẫu không đọc được.")
    }
    return form
  }
}
