import Hummingbird

/// The cookie that carries a session's token.
struct LoginCookie {
  let isSecure: Bool

  /// Browsers keep a `__Host-` cookie to this very host, and take it over TLS alone.
  private var name: String { isSecure ? "__Host-phien" : "phien" }

  func token(of request: Request) -> String? {
    for header in request.headers[values: .cookie] {
      for part in header.split(separator: ";") {
        let pair = part.split(separator: "=", maxSplits: 1).map { $0.trimmingPrefix(while: \.isWhitespace) }
        if pair.count == 2, pair[0] == name, pair[1].utf8.count == 64 { return String(pair[1]) }
      }
    }
    return nil
  }

  /// - Parameter token: `nil` takes it away.
  func header(_ token: String?) -> HTTPFields {
    let life = token == nil ? "; Max-Age=0" : ""
    return [
      .setCookie: "\(name)=\(token ?? ""); Path=/; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
        + life
    ]
  }
}
