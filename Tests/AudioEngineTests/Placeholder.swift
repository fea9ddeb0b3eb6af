import Testing
@testable import AudioEngine
