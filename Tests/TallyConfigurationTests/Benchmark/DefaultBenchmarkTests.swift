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
    func `the default benchmark compares rules, a recorded model and two simulated ones`() throws {
        let loaded = try BenchmarkLoader(environment: Environment(process: [:])).load(Self.file)
        let variants = loaded.benchmark.variants
        #expect(
            variants.map(\.name) == ["rules", "smollm2-135m", "sim-gpt-4o", "sim-phi-3-mini"]
        )
        #expect(variants.map(\.isRecorded) == [false, true, false, false])
        #expect(variants.map(\.isSimulated) == [false, false, true, true])
        #expect(loaded.access.values.allSatisfy { $0.key == nil })
        #expect(loaded.benchmark.dataset.hasSuffix("benchmarks/../datasets/receipts"))
    }
}
