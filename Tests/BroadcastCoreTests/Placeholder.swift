import Testing
@testable import BroadcastCore
