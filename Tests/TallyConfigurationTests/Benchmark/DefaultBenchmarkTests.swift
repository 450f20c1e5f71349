import Foundation
import TallyConfiguration
import TallyCore
import Testing

/// The benchmark that ships needs no key and no network.
struct DefaultBenchmarkTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../benchmarks/receipts.yaml").standardized.path
    private static let isThere = FileManager.default.fileExists(atPath: file)

    @Test(.enabled(if: isThere, "benchmarks/receipts.yaml is not beside the tests"))
    func `the default benchmark compares rules with two simulated models`() throws {
        let loaded = try BenchmarkLoader(environment: Environment(process: [:])).load(Self.file)
        #expect(loaded.benchmark.variants.map(\.name) == ["rules", "sim-gpt-4o", "sim-phi-3-mini"])
        #expect(loaded.access.values.allSatisfy { $0.key == nil })
        #expect(loaded.benchmark.dataset.hasSuffix("benchmarks/../datasets/receipts"))
    }
}
