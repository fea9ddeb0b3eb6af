import Foundation

extension Float {
  /// The linear gain of so many decibels.
  public static func decibels(_ decibels: Double) -> Float { Float(pow(10, decibels / 20)) }
}
