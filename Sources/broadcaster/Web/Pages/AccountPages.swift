import BroadcastCore
import Hummingbird

/// One's password and sessions; for administrators also the accounts.
enum AccountPages {
  static let routes: [Route] = [
    .get("/tai-khoan", .account, show), .post("/tai-khoan/mat-khau", .account, changePassword),
    .post("/tai-khoan/phien/:id", .account, endSession),
    .post("/tai-khoan/them", .may(.administer), add),
    .post("/tai-khoan/khoa/:name", .may(.administer), disable),
  ]

  private static func show(_ visit: Visit) async throws -> Response { try page(visit) }

  private static func page(
    _ visit: Visit, problem: String? = nil, secret: String? = nil, status: HTTPResponse.Status = .ok
  ) throws -> Response {
    guard let account = visit.account, let session = visit.session else { throw AccountError(.nobody) }
    let site = visit.site
    let clock = LocalClock(try site.snapshot().station)
    let mayAdminister = account.may(.administer) && !account.mustChangePassword
    let accounts = mayAdminister ? try site.accounts.accounts() : []
    return try visit.page(
      "account", title: "Tài khoản",
      [
        "name": account.name, "accountTitle": account.title, "problem": problem as Any,
        "secret": secret as Any,
        "mustChange": account.mustChangePassword, "mayAdminister": mayAdminister,
        "sessions": try site.sessions.sessions(of: account.id, at: site.now()).map { other in
          [
            "id": "\(other.id)", "agent": other.agent, "address": other.address,
            "began": clock.time(seconds: other.beganAt), "seen": clock.time(seconds: other.seenAt),
            "isThis": other.id == session.id,
          ] as [String: Any]
        },
        "accounts": accounts.map { other in
          [
            "name": other.name, "title": other.title, "isDisabled": other.isDisabled,
            "roles": Role.allCases.filter(other.roles.contains).map(\.vietnamese).joined(separator: ", "),
          ] as [String: Any]
        },
        "roles": Role.allCases.map { ["id": $0.rawValue, "name": $0.vietnamese] },
      ], status: status)
  }

  private static func changePassword(_ visit: Visit) async throws -> Response {
    let (site, form) = (visit.site, visit.form)
    guard let account = visit.account, let session = visit.session else { throw AccountError(.nobody) }
    do {
      guard form.exact("password") == form.exact("again") else {
        throw Problem(.badRequest, "Hai lần gõ mật khẩu mới khác nhau.")
      }
      try await PasswordWork.run {
        try site.accounts.confirm(account, password: form.exact("old"), in: session, at: site.now())
        try site.accounts.setPassword(
          of: account.name, to: form.exact("password"), by: .account(account.id), at: site.now())
      }
      // Whoever knew the old one is out.
      try site.sessions.endOthers(
        of: account.id, but: visit.session?.id, by: .account(account.id), at: site.now())
      return visit.redirect("/tai-khoan", done: "mat-khau")
    } catch {
      let problem = Problem(error, site: site)
      return try page(visit, problem: problem.text, status: problem.status)
    }
  }

  private static func endSession(_ visit: Visit) async throws -> Response {
    guard let account = visit.account, let id = Int64(visit.parameter("id")) else {
      throw Problem(.notFound, "Không có phiên này.")
    }
    try visit.site.sessions.end(id, of: account.id, by: .account(account.id), at: visit.site.now())
    return visit.redirect("/tai-khoan", done: "phien")
  }

  private static func add(_ visit: Visit) async throws -> Response {
    let (site, form, actor) = (visit.site, visit.form, try visit.actor)
    do {
      let roles = Set(form.all("role").compactMap { Role(rawValue: $0) })
      let (_, secret) = try await PasswordWork.run {
        try site.accounts.add(
          name: form["name"], title: form["title"], roles: roles, by: actor, at: site.now())
      }
      return try page(visit, secret: "Mật khẩu dùng một lần của «\(form["name"])»: \(secret ?? "")")
    } catch {
      let problem = Problem(error, site: site)
      return try page(visit, problem: problem.text, status: problem.status)
    }
  }

  private static func disable(_ visit: Visit) async throws -> Response {
    let name = visit.parameter("name")
    let isDisabled = visit.form.has("disable")
    let changed = try visit.site.accounts.change(name, by: try visit.actor, at: visit.site.now()) {
      $0.isDisabled = isDisabled
    }
    if isDisabled {
      try visit.site.sessions.endOthers(
        of: changed.id, but: nil, by: try visit.actor, at: visit.site.now())
    }
    return visit.redirect("/tai-khoan", done: "tai-khoan")
  }
}
