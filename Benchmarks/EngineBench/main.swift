import Foundation

// The engine's side of `Benchmarks/bench-engine`, which runs it beside its peers. Each part prints lines of
// “name value”, which the harness turns into a table.

let arguments = CommandLine.arguments
do {
  switch arguments.dropFirst().first {
  case "render": try RenderBench.run(library: arguments[2])
  case "devices":
    try await DevicesBench.run(
      devices: Int(arguments[2]) ?? 1, channels: Int(arguments[3]) ?? 2, seconds: Double(arguments[4]) ?? 10)
  case "start": try await StartBench.run(count: Int(arguments[2]) ?? 200)
  case "mix": try MixBench.run(output: arguments[2], inputs: Array(arguments.dropFirst(3)))
  case "urgent": try UrgentBench.run(fifo: arguments[2])
  default:
    report(
      "usage: EngineBench render LIB | mix OUT IN… | devices N CHANNELS SECONDS | start COUNT | urgent FIFO")
    exit(64)
  }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(70)
}
