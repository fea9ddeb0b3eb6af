import Testing
@testable import VietnameseSpeech
