/// What a bundle says about itself.
enum BundleReadme {
  static func text(_ key: VerifierKey, _ range: BundleRange) -> String {
    """
    HỒ SƠ NHẬT KÝ PHÁT SÓNG (broadcaster, bundle v1)
    Mục \(range.from) đến \(range.to - 1), trong nhật ký \(range.size) mục. Khóa: \(key)

    Kiểm tra:  broadcaster log verify --key '\(key)' THƯ-MỤC
    Không cần chương trình này: xem docs/EVIDENCE.md (coreutils, OpenSSL 3, Python).
    Khóa và điểm chốt phải lấy từ nơi khác (cấp trên, bản in), không lấy từ hồ sơ này.

    This is a part of a signed playback log. Check it with the command above, or without this program as
    docs/EVIDENCE.md shows. Trust only a key and a checkpoint that did not come with this folder.

    """
  }
}
