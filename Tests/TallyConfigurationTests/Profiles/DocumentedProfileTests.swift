import Foundation
import TallyConfiguration
import TallyCore
import Testing

/// What docs/providers.md shows can be copied.
struct DocumentedProfileTests {
    private static var documentation: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/providers.md")
    }

    /// The YAML blocks that stand on their own.
    private static func blocks() throws -> [String] {
        let text = try String(contentsOf: documentation, encoding: .utf8)
        return text.components(separatedBy: "\n```yaml\n").dropFirst()
            .compactMap { $0.components(separatedBy: "\n```").first }
    }

    @Test func `every profile in the documentation is read`() throws {
        let blocks = try Self.blocks()
        #expect(blocks.count == 5)
        let names = try blocks.flatMap { block in
            let folder = try TemporaryFolder(["profiles.yaml": block])
            let catalog = try ProfileCatalog.load(.init(benchmark: folder.path, user: nil))
            let own = catalog.entries.filter { $0.file.hasPrefix(folder.path) }
            for entry in own {
                let environment = Environment(process: [
                    "AZURE_OPENAI_ENDPOINT": "https://r.example"
                ])
                let profile = try entry.resolved(in: environment)
                let prices = try PriceCatalog.load(.init(benchmark: nil, user: nil))
                if let key = profile.expectedPriceKey { #expect(prices.knows(key)) }
            }
            return own.map(\.profile.name)
        }
        #expect(
            names == ["gpt-5.6-flex", "my-deployment", "overnight", "claude", "phi-3-mini-vllm"]
        )
    }
}
