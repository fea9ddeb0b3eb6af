import Glibc

// Checks that only a release build can make; `make test` runs it. Prints a line for each and leaves with 1 if any failed.

var results: [CheckResult] = []
results += RenderAllocations.check()
results.append(await PageFaults.check())

for result in results {
  print("\(result.passed ? "passed" : "FAILED")  \(result.name): \(result.detail)")
}
let failures = results.count { !$0.passed }
print("\(results.count - failures) passed, \(failures) failed")
exit(failures == 0 ? 0 : 1)
