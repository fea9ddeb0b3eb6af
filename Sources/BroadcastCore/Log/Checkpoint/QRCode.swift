internal import CQrencode

/// A checkpoint to photograph from paper: QR code, error correction M, by libqrencode.
public struct QRCode: Sendable {
  /// Modules a side.
  public let width: Int
  private let dark: [Bool]

  /// `nil` where the text does not fit into a QR code (2,331 bytes).
  public init?(_ text: String) {
    guard !text.isEmpty, let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    self.width = width
    let modules = UnsafeBufferPointer(start: code.pointee.data, count: width * width)
    dark = modules.map { $0 & 1 == 1 }
  }

  /// False outside, too: the margin.
  public func isDark(_ x: Int, _ y: Int) -> Bool {
    (0..<width).contains(x) && (0..<width).contains(y) && dark[y * width + x]
  }

  /// With the margin of four modules that the standard asks for.
  public var svg: String {
    let side = width + 8
    var path = ""
    for y in 0..<width {
      for x in 0..<width where isDark(x, y) { path += "M\(x + 4) \(y + 4)h1v1h-1z" }
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" shape-rendering="crispEdges">\
      <rect width="\(side)" height="\(side)" fill="#fff"/><path d="\(path)"/></svg>

      """
  }

  /// For a terminal, two modules a character; light on dark, as most terminals are.
  public var terminal: String {
    var lines: [String] = []
    for y in stride(from: -2, to: width + 2, by: 2) {
      lines.append(
        (-2..<width + 2).map { x in
          switch (isDark(x, y), isDark(x, y + 1)) {
          case (false, false): "█"
          case (false, true): "▀"
          case (true, false): "▄"
          case (true, true): " "
          }
        }.joined())
    }
    return lines.joined(separator: "\n")
  }
}
