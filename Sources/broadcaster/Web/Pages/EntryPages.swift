import BroadcastCore
import Hummingbird

/// The first account, logging in and out.
enum EntryPages {
  static let routes: [Route] = [
    .get("/dang-nhap", .anyone, login), .post("/dang-nhap", .anyone, enter),
    .post("/dang-xuat", .account, leave), .get("/lan-dau", .anyone, first), .post("/lan-dau", .anyone, begin),
  ]

  private static func login(_ visit: Visit) async throws -> Response {
    if visit.account != nil { return visit.redirect("/") }
    if try visit.site.accounts.accounts().isEmpty { return visit.redirect("/lan-dau") }
    return try visit.page("login", title: "Đăng nhập")
  }

  private static func enter(_ visit: Visit) async throws -> Response {
    let (site, name, password) = (visit.site, visit.form["name"], visit.form.exact("password"))
    do {
      let account = try await PasswordWork.run {
        try site.accounts.logIn(name, password: password, at: site.now())
      }
      return try enter(visit, as: account)
    } catch let error as AccountError {
      return try visit.page(
        "login", title: "Đăng nhập", ["problem": "\(error)", "name": name],
        status: Problem(error, site: site).status)
    }
  }

  /// A new token for every log-in: one that somebody planted before is worth nothing.
  private static func enter(_ visit: Visit, as account: Account) throws -> Response {
    let site = visit.site
    if let old = visit.session {
      try site.sessions.end(old.id, of: old.account, by: .account(old.account), at: site.now())
    }
    let agent = visit.request.headers[.userAgent] ?? "?"
    let (token, _) = try site.sessions.begin(
      for: account, agent: agent, address: visit.address, at: site.now())
    return visit.redirect(
      account.mustChangePassword ? "/tai-khoan" : "/",
      headers: LoginCookie(isSecure: site.isSecure).header(token))
  }

  private static func leave(_ visit: Visit) async throws -> Response {
    if let session = visit.session {
      try visit.site.sessions.end(
        session.id, of: session.account, by: try visit.actor, at: visit.site.now())
    }
    return visit.redirect("/dang-nhap", headers: LoginCookie(isSecure: visit.site.isSecure).header(nil))
  }

  private static func first(_ visit: Visit) async throws -> Response {
    guard try visit.site.accounts.accounts().isEmpty else { return visit.redirect("/dang-nhap") }
    return try visit.page("first", title: "Lần đầu")
  }

  private static func begin(_ visit: Visit) async throws -> Response {
    let (site, form) = (visit.site, visit.form)
    guard try site.accounts.accounts().isEmpty else { return visit.redirect("/dang-nhap") }
    do {
      guard site.firstRun.accepts(form["secret"]) else {
        // As slow as a wrong password, so that it cannot be guessed.
        try await Task.sleep(for: .seconds(1))
        throw Problem(
          .unauthorized, "Mã lần đầu không đúng: hãy xem lại dòng «Mã lần đầu» trên màn hình của đài.")
      }
      guard form.exact("password") == form.exact("again") else {
        throw Problem(.badRequest, "Hai lần gõ mật khẩu khác nhau.")
      }
      let account = try await PasswordWork.run {
        try site.accounts.add(
          name: form["name"], title: form["title"], roles: [.administrator], password: form.exact("password"),
          by: .station, at: site.now()
        ).account
      }
      site.firstRun.end()
      return try enter(visit, as: account)
    } catch {
      let problem = Problem(error, site: site)
      return try visit.page(
        "first", title: "Lần đầu", ["problem": problem.text, "name": form["name"], "title": form["title"]],
        status: problem.status)
    }
  }
}
