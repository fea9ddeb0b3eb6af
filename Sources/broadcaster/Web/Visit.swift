import BroadcastCore
import Foundation
import Hummingbird
import NIOCore

/// One request, by whom, and how to answer it.
struct Visit: Sendable {
  let site: Site
  let request: Request
  /// Parts of the path.
  let parameters: Parameters
  /// What was sent with a POST; empty for a GET.
  let form: Form
  /// `nil` for whoever has not logged in.
  let session: LoginSession?
  let account: Account?
  /// Address of the other side.
  let address: String

  var actor: BroadcastCore.Actor {
    get throws {
      guard let account else { throw AccountError(.nobody) }
      return .account(account.id)
    }
  }

  func parameter(_ name: String) -> String {
    parameters.get(name).flatMap { $0.removingPercentEncoding } ?? ""
  }

  /// A page of the station with what stands around every page.
  ///
  /// - Parameter content: for the template, by name.
  func page(
    _ template: String, title: String, _ content: [String: Any] = [:],
    status: HTTPResponse.Status = .ok
  ) throws -> Response {
    var values = content
    values["key"] = session?.formKey
    let body = try site.pages.render(values, template)
    let may = { (permission: Permission) in account?.may(permission) ?? false }
    let html = try site.pages.render(
      [
        "title": title, "body": body, "station": (try? site.snapshot().station.commune) ?? "",
        "account": account?.title as Any, "key": session?.formKey as Any, "isIn": account != nil,
        "mayWrite": may(.write), "mayApprove": may(.approve), "mayStop": may(.stop),
        "mayEmergency": may(.emergency),
        "done": Visit.done[request.uri.queryParameters.get("xong") ?? ""] as Any,
      ], "layout")
    return Response(
      status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
  }

  /// Only with what is named here, so that nobody can put words on a page by a link.
  private static let done: [String: String] = [
    "da-luu": "Đã lưu.", "da-trinh": "Đã trình duyệt.", "da-duyet": "Đã duyệt.", "da-tra": "Đã trả lại.",
    "da-xep": "Đã xếp vào lịch phát.", "da-dung": "ĐÃ DỪNG PHÁT.", "khan-cap": "ĐANG PHÁT KHẨN CẤP.",
    "mat-khau": "Đã đổi mật khẩu; các phiên khác đã kết thúc.", "phien": "Đã kết thúc phiên.",
    "hau-kiem": "Đã ghi nhận hậu kiểm.", "tai-khoan": "Đã lưu tài khoản.", "ngung": "Đã ngừng dùng.",
  ]

  /// After a POST: the browser fetches the page anew, and «tải lại» sends nothing twice.
  func redirect(_ path: String, done: String? = nil, headers: HTTPFields = [:]) -> Response {
    var headers = headers
    headers[.location] = path + (done.map { "?xong=\($0)" } ?? "")
    headers[.cacheControl] = "no-store"
    return Response(status: .seeOther, headers: headers)
  }
}
