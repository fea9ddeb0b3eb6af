import BroadcastCore
import Hummingbird
import Logging
import NIOCore
import VietnameseSpeech

/// A request that is not done, with what to do about it.
struct Problem: Error {
  let status: HTTPResponse.Status
  let text: String

  init(_ status: HTTPResponse.Status, _ text: String) {
    self.status = status
    self.text = text
  }

  /// What people are told; of a fault of ours only that there was one, and the console has the rest.
  init(_ error: any Error, site: Site) {
    switch error {
    case let problem as Problem: self = problem
    case let error as AccountError:
      switch error.code {
      case .refused: self.init(.forbidden, "\(error)")
      case .throttled: self.init(.tooManyRequests, "\(error)")
      case .notRecognised, .disabled, .nobody: self.init(.unauthorized, "\(error)")
      default: self.init(.badRequest, "\(error)")
      }
    case let error as ApprovalError:
      switch error.code {
      case .unknown, .unknownVersion: self.init(.notFound, "\(error)")
      case .ownWork: self.init(.forbidden, "\(error)")
      default: self.init(.conflict, "\(error)")
      }
    case let error as EmergencyError: self.init(.conflict, "\(error)")
    case is ComposeError, is TemplateError, is MarkupError, is ClipError, is QueueError, is SpeechError:
      self.init(.badRequest, "\(error)")
    case is NIOTooManyBytesError: self.init(.contentTooLarge, "Biểu mẫu quá lớn.")
    default:
      site.logger.error("Trang vận hành: \(error)")
      self.init(
        .internalServerError, "Máy chủ gặp lỗi, chưa chắc đã làm xong: hãy xem lại, rồi xem màn hình của đài."
      )
    }
  }

  /// As a page by itself: whatever failed, this does not ask the database.
  static func answer(_ error: any Error, site: Site) -> Response {
    let problem = Problem(error, site: site)
    let html =
      (try? site.pages.render(["text": problem.text, "code": "\(problem.status.code)"], "problem"))
      ?? "Lỗi \(problem.status.code)"
    return Response(
      status: problem.status,
      headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
  }
}
