/// What an announcement once was.
public struct AnnouncementVersion: Hashable, Sendable {
  /// 1 for the first.
  public var number: Int
  public var announcement: Announcement
  /// `Actor` who wrote it.
  public var author: String
  /// `Actor` who approved it; `nil` also where that was taken back.
  public var approver: String?
  /// Someone who had written none of it approved it.
  public var isSettled = false

  /// By an account, not as a sample.
  public var isApproved: Bool { approver.map { $0 != Approval.sampleApprover } ?? false }

  /// What changed from an older version to this one, a line each: `- ` was, `+ ` is.
  public func difference(from older: AnnouncementVersion) -> [String] {
    let before = older.announcement.facts
    let after = announcement.facts
    var lines: [String] = []
    for (name, value) in after {
      let old = before.first { $0.name == name }?.value ?? ""
      guard old != value else { continue }
      lines.append("\(name):")
      lines += AnnouncementVersion.difference(from: old, to: value)
    }
    return lines
  }

  /// By lines; unchanged ones are left out.
  static func difference(from old: String, to new: String) -> [String] {
    // CR LF is one Character, and no "\n".
    let before = old.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    let after = new.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    let changes = after.difference(from: before)
    // In the order of the text; what goes before what comes.
    return (changes.removals + changes.insertions).sorted { $0.place < $1.place }.compactMap { change in
      switch change {
      case .remove(_, let line, _): line.isEmpty ? nil : "- \(line)"
      case .insert(_, let line, _): line.isEmpty ? nil : "+ \(line)"
      }
    }
  }
}

extension Announcement {
  /// Everything an approver answers for, by its Vietnamese name, in the order of a form.
  public var facts: [(name: String, value: String)] {
    let clips = { (hashes: [ClipHash]) in
      hashes.map { String($0.rawValue.prefix(12)) }.joined(separator: ", ")
    }
    return [
      ("Tiêu đề", title), ("Loại", airClass.vietnamese), ("Nội dung", text.written),
      ("Mở đầu", clips(opening)),
      ("Bản ghi", clips(recordings)), ("Ngôn ngữ", language), ("Kết thúc", clips(closing)),
      ("Nguồn tin", purpose.origin.vietnamese), ("Tiêu chí", purpose.criteria.joined(separator: ", ")),
      ("Tiêu chí hỗ trợ", purpose.supporting.joined(separator: ", ")),
      ("Điều 13.3", purpose.isThreeDays ? "có" : "không"), ("Ngày lễ", purpose.holiday ?? ""),
      ("Cụm loa", zones.map { $0.map(\.rawValue).sorted().joined(separator: ", ") } ?? "tất cả"),
      ("Hiệu lực từ", validFrom.map { "\($0)" } ?? ""), ("Hiệu lực đến", validTo.map { "\($0)" } ?? ""),
      ("Văn bản", document?.citation ?? ""), ("Bản quét", document?.scan ?? ""),
    ]
  }
}

extension AnnouncementPurpose.Origin {
  public var vietnamese: String {
    switch self {
    case .commune: "xã"
    case .province: "tỉnh"
    case .centre: "trung ương"
    }
  }
}

extension AnnouncementText {
  /// For people: the text, or the template with what fills it.
  public var written: String {
    switch self {
    case .unspoken: ""
    case .fixed(let text): text
    case .dated(let text): text.canonical.line
    }
  }
}

extension CollectionDifference.Change {
  /// Line, then removals before insertions.
  fileprivate var place: (Int, Int) {
    switch self {
    case .remove(let offset, _, _): (offset, 0)
    case .insert(let offset, _, _): (offset, 1)
    }
  }
}
