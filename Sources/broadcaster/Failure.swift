import ArgumentParser
import AudioEngine
import BroadcastCore
import Foundation
import GRDB
import VietnameseSpeech

/// Turns an error into what the command line promises: the message on standard error and an exit code of sysexits.h.
enum Failure {
  static let usage = ExitCode(64)
  static let badData = ExitCode(65)
  static let unavailable = ExitCode(69)
  static let internalError = ExitCode(70)
  static let inputOutput = ExitCode(74)
  static let notAllowed = ExitCode(77)

  /// Runs a command's work; every error leaves as a message and its code.
  static func reported<Result>(_ work: () async throws -> Result) async throws -> Result {
    do {
      return try await work()
    } catch let code as ExitCode {
      throw code
    } catch let error as ValidationError {
      throw error
    } catch is CancellationError {
      throw ExitCode(130)
    } catch let error as DatabaseError {
      let error = StoreError(of: error, path: "station.sqlite")
      Console.error("\(error)")
      throw code(of: error)
    } catch {
      Console.error("\(error)")
      throw code(of: error)
    }
  }

  static func code(of error: any Error) -> ExitCode {
    switch error {
    case is ConfigurationError, is LexiconError, is MarkupError, is TemplateError: badData
    case let error as SoundFileError: error.code == .badData ? badData : inputOutput
    case let error as StoreError:
      switch error.code {
      case .unavailable: inputOutput
      case .busy: unavailable
      case .noStation, .damaged: badData
      }
    case let error as AccountError:
      switch error.code {
      case .badName, .badTitle, .unknown, .nameTaken, .unixUserTaken, .noRole, .passwordTooShort,
        .passwordTooLong, .passwordTooCommon, .passwordSame, .firstMustAdminister:
        badData
      default: notAllowed
      }
    case let error as DoorError:
      switch error.code {
      case .unavailable: inputOutput
      case .noDecoder: unavailable
      default: badData
      }
    case let error as BackupError:
      switch error.code {
      case .unreadable, .unwritable: inputOutput
      default: badData
      }
    case let error as ReportError:
      switch error.code {
      case .unwritable: inputOutput
      case .noPrinter, .printerFailed: unavailable
      }
    case is ClipError, is ComposeError, is CertificateError: badData
    case let error as DocumentError:
      switch error.code {
      case .unreadable, .unwritable: inputOutput
      case .tooLarge, .unknownType: badData
      }
    case let error as ApprovalError:
      if case .ownWork = error.code { notAllowed } else { badData }
    case is UnwrittenEntries: inputOutput
    case is NoteError, is GrowthError, is LogTreeError: badData
    case is BundleError: inputOutput
    case is ArchiveError: badData
    case let error as ErasureError: error.seq == nil ? unavailable : badData
    case let error as KeyError: error.code == .unwritable ? inputOutput : badData
    case let error as ControlError:
      switch error.code {
      case .noStation, .ended: unavailable
      case .notAllowed: notAllowed
      case .refused(let status, _): status == 400 ? badData : status == 409 ? unavailable : inputOutput
      }
    case let error as EmergencyError:
      switch error.code {
      case .onAir, .noOutput: unavailable
      default: badData
      }
    case let error as SpeechError:
      switch error.code {
      case .badScript, .silent, .voiceMissing, .badCommand: badData
      case .unavailable, .helperFailed, .timedOut: unavailable
      }
    case OutputError.file: inputOutput
    case is OutputError, is MixError: unavailable
    case is ResampleError: internalError
    case is CocoaError: inputOutput
    default: internalError
    }
  }
}

/// Lines for people on the terminal.
enum Console {
  static func print(_ text: String) {
    write(text, to: .standardOutput)
  }

  static func error(_ text: String) {
    write(text, to: .standardError)
  }

  static func clearScreen() { send("\u{1B}[H\u{1B}[2J", to: .standardOutput) }

  private static func write(_ text: String, to handle: FileHandle) {
    send(PlainLine.harmless(text, keeping: ["\n", "\t"]) + "\n", to: handle)
  }

  /// The terminal is a courtesy: one that is closed or full must not stop a station, whose record is the log.
  private static func send(_ text: String, to handle: FileHandle) {
    try? handle.write(contentsOf: Data(text.utf8))
  }

  /// A closed pipe is an error of `write`, not the end of the process.
  static func surviveClosedPipes() { signal(SIGPIPE, SIG_IGN) }
}
