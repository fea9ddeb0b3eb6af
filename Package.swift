// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let serviceLifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(
  name: "UnixSignals", package: "swift-service-lifecycle")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "broadcaster",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.7.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    .systemLibrary(name: "CAlsa", pkgConfig: "alsa", providers: [.apt(["libasound2-dev"])]),
    .systemLibrary(
      name: "CEspeak", pkgConfig: "espeak-ng", providers: [.apt(["libespeak-ng-dev"])]),
    .systemLibrary(
      name: "CSndfile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),
    .systemLibrary(name: "CSoxr", pkgConfig: "soxr", providers: [.apt(["libsoxr-dev"])]),
    .systemLibrary(
      name: "CEbur128", pkgConfig: "libebur128", providers: [.apt(["libebur128-dev"])]),
    .systemLibrary(
      name: "CQrencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(
      name: "CXlsxwriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CRealtime"),
    .systemLibrary(name: "CTimex"),
    .systemLibrary(name: "CProcess"),

    .target(
      name: "AudioEngine",
      dependencies: ["CAlsa", "CSndfile", "CSoxr", "CEbur128", "CRealtime"],
      // Unoptimised, the limiter and the meters cost a hundred times more: the audio thread of a debug build would miss
      // its periods and, at real-time priority, starve the machine.
      swiftSettings: settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    .target(
      name: "VietnameseSpeech",
      dependencies: ["CEspeak", "CProcess", subprocess, systemPackage, yams],
      resources: [.embedInCode("Normalization/Lexicon/lexicon.yaml")],
      swiftSettings: settings),
    .target(
      name: "BroadcastCore",
      dependencies: [
        "AudioEngine", "CQrencode", "CTimex", "CXlsxwriter", "VietnameseSpeech", crypto, cryptoExtras, grdb,
        logging, yams,
      ],
      resources: [
        .embedInCode("Calendar/Holidays/holidays.yaml"),
        .embedInCode("Content/Templates/Library/chuc-mung.yaml"),
        .embedInCode("Content/Templates/Library/cong-khai.yaml"),
        .embedInCode("Content/Templates/Library/dan-chu.yaml"),
        .embedInCode("Content/Templates/Library/doi-song.yaml"),
        .embedInCode("Content/Templates/Library/hop-dan.yaml"),
        .embedInCode("Content/Templates/Library/khan-cap.yaml"),
        .embedInCode("Content/Templates/Library/khau-hieu.yaml"),
        .embedInCode("Content/Templates/Library/thu-tu.yaml"),
        .embedInCode("Setup/Hours/hours.yaml"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "broadcaster",
      dependencies: [
        "AudioEngine", "BroadcastCore", "CProcess", "VietnameseSpeech",
        argumentParser, crypto, grdb, hummingbird, hummingbirdTLS, logging, mustache, nioCore, nioHTTP1,
        nioPosix,
        asn1, httpTypes, nioSSL, serviceLifecycle, unixSignals, x509,
      ],
      resources: [
        .embedInCode("Web/Assets/trang.css"), .embedInCode("Web/Assets/trang.js"),
        .embedInCode("Web/Templates/account.mustache"), .embedInCode("Web/Templates/air.mustache"),
        .embedInCode("Web/Templates/announcement.mustache"),
        .embedInCode("Web/Templates/announcements.mustache"),
        .embedInCode("Web/Templates/dashboard.mustache"), .embedInCode("Web/Templates/emergency.mustache"),
        .embedInCode("Web/Templates/first.mustache"), .embedInCode("Web/Templates/layout.mustache"),
        .embedInCode("Web/Templates/login.mustache"), .embedInCode("Web/Templates/problem.mustache"),
        .embedInCode("Web/Templates/stop.mustache"), .embedInCode("Web/Templates/write.mustache"),
      ],
      swiftSettings: settings),

    .target(name: "AllocationCounter", path: "Benchmarks/AllocationCounter"),
    .executableTarget(
      name: "ReleaseChecks", dependencies: ["AudioEngine", "AllocationCounter", "CRealtime"],
      path: "Benchmarks/ReleaseChecks", swiftSettings: settings),
    .executableTarget(
      name: "EngineBench", dependencies: ["AudioEngine", "TestSupport"], path: "Benchmarks/EngineBench",
      exclude: ["mix_loop.c", "gst_urgent.py"], swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["AudioEngine"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .target(
      name: "ArbiterWorld", dependencies: ["AudioEngine", "BroadcastCore"], path: "Tests/ArbiterWorld",
      swiftSettings: settings),
    .executableTarget(
      name: "arbiter-soak", dependencies: ["ArbiterWorld", "BroadcastCore"], path: "Benchmarks/ArbiterSoak",
      swiftSettings: settings),
    .executableTarget(
      name: "bench-calendar", dependencies: ["BroadcastCore"], path: "Benchmarks/Calendar",
      swiftSettings: settings),
    .executableTarget(
      name: "bench-planner", dependencies: ["BroadcastCore"], path: "Benchmarks/Planner",
      swiftSettings: settings),
    .executableTarget(
      name: "bench-log", dependencies: ["AudioEngine", "BroadcastCore", grdb], path: "Benchmarks/Log",
      swiftSettings: settings),
    .executableTarget(
      name: "bench-evidence", dependencies: ["AudioEngine", "BroadcastCore"], path: "Benchmarks/Evidence",
      swiftSettings: settings),
    .executableTarget(
      name: "bench-normalize", dependencies: ["VietnameseSpeech"], path: "Benchmarks/Normalization",
      exclude: ["peers.py", "README.md"], swiftSettings: settings),
    .executableTarget(
      name: "bench-speech", dependencies: ["AudioEngine", "BroadcastCore", "VietnameseSpeech"],
      path: "Benchmarks/Speech", swiftSettings: settings),
    .executableTarget(
      name: "log-writer", dependencies: ["BroadcastCore", grdb, logging], path: "Tests/LogWriter",
      swiftSettings: settings),
    .testTarget(
      name: "AudioEngineTests", dependencies: ["AudioEngine", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "VietnameseSpeechTests", dependencies: ["VietnameseSpeech"],
      resources: [.copy("Normalization/Data")], swiftSettings: settings),
    .testTarget(
      name: "BroadcastCoreTests",
      dependencies: ["ArbiterWorld", "AudioEngine", "BroadcastCore", "VietnameseSpeech", grdb, logging],
      resources: [.copy("Reference"), .copy("Golden")], swiftSettings: settings),
    .testTarget(
      name: "EndToEnd",
      dependencies: [
        "AudioEngine", "BroadcastCore", "TestSupport", "VietnameseSpeech", "broadcaster", grdb, hummingbird,
        nioCore,
      ],
      path: "Tests/EndToEnd",
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
