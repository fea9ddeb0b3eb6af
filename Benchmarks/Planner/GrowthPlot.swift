import Foundation

struct GrowthPoint {
  var size: Int
  var seconds: Double
  var broadcasts: Int
}

/// CPU time against size, both axes from nought: what is linear lies on a straight line.
enum GrowthPlot {
  static func svg(_ series: [(name: String, points: [GrowthPoint])]) -> String {
    let (width, height, margin) = (600.0, 380.0, 50.0)
    let most = series.flatMap(\.points).map(\.seconds).max() ?? 1
    var parts = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"380\" font-family=\"sans-serif\" font-size=\"12\">",
      "<text x=\"50\" y=\"20\">CPU seconds to plan a year; each line to its own largest size</text>",
      "<path d=\"M50 30V330H560\" fill=\"none\" stroke=\"black\"/>",
      "<text x=\"5\" y=\"40\">\(String(format: "%.2f s", most))</text><text x=\"30\" y=\"335\">0</text>",
    ]
    for (index, (name, points)) in series.enumerated() {
      let colour = ["#1b6ca8", "#b5482a"][index % 2]
      let largest = Double(points.map(\.size).max() ?? 1)
      let places = points.map { point in
        (
          x: margin + (width - margin - 40) * Double(point.size) / largest,
          y: height - margin - (height - margin - 30) * point.seconds / most
        )
      }
      let line = places.map { String(format: "%.1f,%.1f", $0.x, $0.y) }.joined(separator: " ")
      parts.append("<polyline points=\"\(line)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\"/>")
      for (place, point) in zip(places, points) {
        let (x, y) = (Int(place.x), Int(place.y))
        parts.append("<circle cx=\"\(x)\" cy=\"\(y)\" r=\"3\" fill=\"\(colour)\"/>")
        parts.append("<text x=\"\(x - 8)\" y=\"\(y - 8)\" fill=\"\(colour)\">\(point.size)</text>")
      }
      parts.append("<text x=\"70\" y=\"\(50 + 18 * index)\" fill=\"\(colour)\">\(name)</text>")
    }
    return parts.joined(separator: "\n") + "\n</svg>\n"
  }
}
