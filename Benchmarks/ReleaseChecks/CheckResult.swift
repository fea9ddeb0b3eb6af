struct CheckResult {
  var name: String
  var passed: Bool
  var detail: String
}
