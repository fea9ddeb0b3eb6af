import BroadcastCore
import Foundation
import GRDB
import Logging

// Writes entries as the station does and says on standard output which are acknowledged, for tests that cut its power or
// break its disk.
//
//     log-writer STATE stream [SYNCHRONOUS]   entries without end; each acknowledged as "seq event"
//     log-writer STATE obey                   "append" and "retry" on standard input; after each, what was written since,
//                                             then "pending N"
let arguments = CommandLine.arguments
guard arguments.count >= 3 else { exit(64) }
let state = arguments[1]
let database = try StationDatabase.open(state: state)
let log = PlaybackLog(database: database)

func acknowledge(_ text: String) {
  // At once and whole: what is in the pipe has been acknowledged.
  let bytes = Array((text + "\n").utf8)
  guard write(1, bytes, bytes.count) == bytes.count else { exit(74) }
}

func say(_ entry: LogEntry) {
  guard let line = try? LogLine(entry.line) else { exit(70) }
  acknowledge("\(entry.seq) \(line.event)")
}

let record = LogRecord(
  kind: .changed, fields: ["object": "trial", "id": "trial", "action": "written", "by": "test"],
  texts: ["title": SaltedText(String(repeating: "Bản tin sáng. ", count: 20))])

if arguments[2] == "stream" {
  if arguments.count > 3 {
    try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = \(arguments[3])") }
  }
  while true { say(try log.append(record, at: SystemClock().now())) }
}
var journal = Journal(
  log: log, ballast: Ballast(path: state + "/ballast"),
  logger: Logger(label: "log-writer") { StreamLogHandler.standardError(label: $0) })
acknowledge("ready")
while let command = readLine() {
  if command == "append" {
    journal.append([record], at: SystemClock().now(), publish: say)
  } else {
    journal.retry(publish: say)
  }
  acknowledge("pending \(journal.pending.count)")
}
