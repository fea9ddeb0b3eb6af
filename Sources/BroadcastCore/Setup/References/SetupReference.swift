/// A name of something in another file of the station, checked when all files are read.
struct SetupReference {
  enum Kind: String {
    case announcement = "bản tin"
    case bulletin = "chương trình thời sự"
    case event = "sự kiện"
  }

  let kind: Kind
  let id: String
  let node: ConfigurationNode
  /// `chương trình «x»`: who refers.
  let by: String

  /// Notes a name that nothing has.
  ///
  /// - Parameter refused: names of what is there and was refused: mending that mends this.
  func check(against known: [String], refused: Set<String>) {
    guard !known.contains(id), !refused.contains(id) else { return }
    let guess = EditDistance.nearest(to: id, in: known).map { " (ý bạn là «\($0)»?)" } ?? ""
    node.note(
      "\(by) gọi \(kind.rawValue) không có: «\(id)»\(guess)",
      known.isEmpty
        ? "chưa khai \(kind.rawValue) nào" : "chờ một trong: \(known.sorted().joined(separator: ", "))")
  }
}
