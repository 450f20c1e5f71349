// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
    .treatWarning("DeprecatedDeclaration", as: .warning),
]

/// A library target of Tally; a target may only name targets of lower layers.
func tally(
    _ name: String,
    _ dependencies: [Target.Dependency] = [],
    resources: [Resource] = []
) -> Target {
    .target(
        name: name,
        dependencies: dependencies,
        resources: resources,
        swiftSettings: settings
    )
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
    name: "tally",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "tally", targets: ["TallyCLI"]),
        .library(name: "TallyKit", targets: ["TallyKit"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        // No traits: of two or more the compiler's arguments come in another order each time, and all is compiled anew.
        .package(
            url: "https://github.com/hummingbird-project/hummingbird",
            from: "2.28.1",
            traits: []
        ),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // 0: values and contracts, no I/O
        tally("TallyCore", [crypto]),
        // 1: one capability each
        tally(
            "TallyHTTP",
            [
                "TallyCore",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        tally(
            "TallyConfiguration",
            ["TallyCore", .product(name: "Yams", package: "Yams")],
            resources: [.embedInCode("Resources")]
        ),
        tally("TallyDatasets", ["TallyCore", subprocess]),
        tally("TallyRules", ["TallyCore"]),
        tally("TallyScoring", ["TallyCore"]),
        tally("TallyStatistics", ["TallyCore"]),
        .systemLibrary(
            name: "CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
        ),
        tally(
            "TallyStore",
            ["TallyCore", "CZlib", .product(name: "GRDB", package: "GRDB.swift")]
        ),
        // 2: the work
        tally("TallyRunner", ["TallyCore", "TallyScoring"]),
        tally("TallyProviders", ["TallyCore", "TallyHTTP", "TallyRules", subprocess]),
        tally(
            "TallySimulator",
            [
                "TallyCore", logging,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        tally("TallyAnalysis", ["TallyCore", "TallyScoring", "TallyStatistics"]),
        tally("TallyReport", ["TallyCore"], resources: [.embedInCode("Resources")]),
        tally("TallyImporting", ["TallyCore", "TallyDatasets", "TallyScoring"]),
        .target(
            name: "TallyWandB",
            dependencies: ["TallyCore", "TallyHTTP", "CZlib", protobuf],
            exclude: ["Records/wandb_log.proto"],
            swiftSettings: settings
        ),
        tally(
            "TallyMonitoring",
            [
                "TallyCore", "TallyHTTP", "TallyStatistics", crypto, logging,
                .product(name: "Hummingbird", package: "hummingbird"),
            ]
        ),
        // 3: the composition root
        tally(
            "TallyKit",
            [
                "TallyCore", "TallyConfiguration", "TallyDatasets", "TallyHTTP", "TallyScoring",
                "TallyRules", "TallyStore", "TallyRunner", "TallyProviders", "TallySimulator",
                "TallyAnalysis",
                "TallyReport", "TallyMonitoring", "TallyWandB",
            ]
        ),
        // 4: one file per verb
        tally(
            "TallyCommands",
            [
                "TallyKit", "TallyAnalysis", "TallyCore", "TallyConfiguration", "TallyDatasets",
                "TallyImporting", "TallyReport", "TallyRunner", "TallyScoring", "TallyStore",
                "TallyWandB",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
        // 5: main
        .executableTarget(
            name: "TallyCLI",
            dependencies: ["TallyCommands"],
            swiftSettings: settings
        ),
        // tests
        .target(
            name: "TestServer",
            dependencies: [
                crypto,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ],
            path: "Tests/Support/TestServer",
            swiftSettings: settings
        ),
        .target(
            name: "SchemaChecker",
            dependencies: ["TallyCore"],
            path: "Tests/Support/SchemaChecker",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "tally-fuzz",
            dependencies: [
                "TallyConfiguration", "TallyCore", "TallyDatasets", "TallyHTTP", "TallyProviders",
                "TallyScoring",
            ],
            path: "Tests/Fuzz",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "tally-statistics",
            dependencies: ["TallyCore", "TallyStatistics"],
            path: "Tests/StatisticsProbe",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "tally-wandb-logs",
            dependencies: ["TallyWandB", protobuf],
            path: "Tests/WandBProbe",
            swiftSettings: settings
        ),
        tests("TallyAnalysisTests", ["TallyAnalysis", "TallyCore", "TallyScoring"]),
        tests(
            "TallyCommandsTests",
            [
                "TallyCore", "TestServer", "CZlib", logging,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]
        ),
        tests(
            "TallyConfigurationTests",
            [
                "TallyConfiguration", "TallyCore", "SchemaChecker",
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        tests("TallyCoreTests", ["TallyCore"]),
        tests("TallyDatasetsTests", ["TallyDatasets", "TallyCore"]),
        tests("TallyImportingTests", ["TallyImporting", "TallyDatasets", "TallyCore"]),
        tests("TallyHTTPTests", ["TallyHTTP", "TestServer"]),
        tests(
            "TallyKitTests",
            ["TallyKit", "TallyConfiguration", "TallyCore", "TallyRunner", "TallyStore"]
        ),
        tests("TallyProvidersTests", ["TallyProviders", "TallyHTTP", "TallyCore", "TestServer"]),
        tests("TallyReportTests", ["TallyReport", "TallyCore", "SchemaChecker", crypto]),
        tests("TallyRulesTests", ["TallyRules", "TallyCore"]),
        tests("TallyRunnerTests", ["TallyRunner", "TallyCore"]),
        tests("TallyScoringTests", ["TallyScoring", "TallyCore"]),
        tests("TallyStatisticsTests", ["TallyStatistics", "TallyCore"]),
        tests(
            "TallyStoreTests",
            ["TallyStore", "TallyCore", .product(name: "GRDB", package: "GRDB.swift")]
        ),
        tests(
            "TallyMonitoringTests",
            ["TallyMonitoring", "TallyCore", "TallyHTTP", "TestServer"]
        ),
        tests(
            "TallyWandBTests",
            ["TallyWandB", "TallyCore", "TallyHTTP", "TestServer", protobuf]
        ),
        tests(
            "TallySimulatorTests",
            [
                "TallySimulator", "TallyCore", logging,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
    ]
)
