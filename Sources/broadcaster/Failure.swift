import ArgumentParser
import AudioEngine
import BroadcastCore
import Foundation
import VietnameseSpeech

/// Turns an error into what the command line promises: the message on standard error and an exit code of sysexits.h.
enum Failure {
  static let usage = ExitCode(64)
  static let badData = ExitCode(65)
  static let unavailable = ExitCode(69)
  static let internalError = ExitCode(70)
  static let inputOutput = ExitCode(74)

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
    } catch {
      Console.error("\(error)")
      throw code(of: error)
    }
  }

  static func code(of error: any Error) -> ExitCode {
    switch error {
    case is ConfigurationError, is LexiconError: badData
    case let error as SoundFileError: error.code == .badData ? badData : inputOutput
    case let error as StoreError: error.code == .unavailable ? inputOutput : badData
    case let error as SpeechError:
      switch error.code {
      case .badScript, .silent, .voiceMissing: badData
      case .unavailable, .helperFailed, .timedOut: unavailable
      }
    case is OutputError, is MixError: unavailable
    case is CocoaError: inputOutput
    default: internalError
    }
  }
}

/// Lines for people on the terminal.
enum Console {
  static func print(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  static func error(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}
