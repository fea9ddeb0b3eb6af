extension Announcement {
  /// SHA-256 of everything an approver answers for: class, title, all sounds, what it is evidence of, and the text; of a
  /// text that is filled in for each date, the template with all that goes into it.
  public var contentHash: String {
    let clips = { (hashes: [ClipHash]) in CanonicalJSON.array(hashes.map { .string($0.rawValue) }) }
    let words = { (words: [String]) in CanonicalJSON.array(words.map { .string($0) }) }
    var content: [String: CanonicalJSON] = [
      "id": .string(id), "title": .string(title), "class": .string(airClass.rawValue), "text": text.canonical,
      "opening": clips(opening),
    ]
    // What is not there is not named, so that older approvals hold.
    if purpose.origin != .commune { content["origin"] = .string(purpose.origin.rawValue) }
    if !purpose.criteria.isEmpty { content["criteria"] = words(purpose.criteria) }
    if purpose.isThreeDays { content["three_days"] = .bool(true) }
    if let holiday = purpose.holiday { content["holiday"] = .string(holiday) }
    if !purpose.supporting.isEmpty { content["supporting"] = words(purpose.supporting) }
    if !recordings.isEmpty {
      content["recordings"] = clips(recordings)
      content["language"] = .string(language)
    }
    if !closing.isEmpty { content["closing"] = clips(closing) }
    if let zones { content["zones"] = words(zones.map(\.rawValue).sorted()) }
    if let validFrom { content["valid_from"] = .string("\(validFrom)") }
    if let validTo { content["valid_to"] = .string("\(validTo)") }
    if let document { content["document"] = document.canonical }
    return Hex.sha256(Array(CanonicalJSON.object(content).line.utf8))
  }
}
