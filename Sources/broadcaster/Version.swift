/// The program's version, as `--version` prints it.
enum Version {
  static let string = "0.1.0"
}
