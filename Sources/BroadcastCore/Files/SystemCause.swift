internal import Foundation

/// Why the operating system refused, in the operator's language.
enum SystemCause {
  static func text(_ code: Int32 = errno) -> String {
    switch code {
    case ENOSPC, EDQUOT: "đĩa đầy"
    case EACCES, EPERM: "không có quyền"
    case ENOENT: "không có tệp hoặc thư mục này"
    case ENOTDIR: "đường dẫn đi qua một tệp"
    case EISDIR: "đây là thư mục"
    case EROFS: "đĩa chỉ cho đọc"
    case EIO: "đĩa hỏng hoặc bị rút ra"
    case EEXIST, ENOTEMPTY: "đã có"
    case EMFILE, ENFILE: "quá nhiều tệp đang mở"
    case EFBIG: "tệp lớn quá giới hạn"
    default: String(cString: strerror(code))
    }
  }

  /// Of what Foundation threw: the system's own code where it has one.
  static func text(_ error: any Error) -> String {
    var error: NSError? = error as NSError
    while let current = error {
      if current.domain == NSPOSIXErrorDomain { return text(Int32(truncatingIfNeeded: current.code)) }
      guard let next = current.userInfo[NSUnderlyingErrorKey] as? NSError else { break }
      error = next
    }
    return error?.localizedDescription ?? "không rõ"
  }
}
