internal import Foundation
package import TallyConfiguration
package import TallyCore

/// Makes a price file of LiteLLM's list.
package struct LiteLLMImport: Sendable {
    /// Larger lists are refused: 64 MB.
    private static let maxBytes = 64 << 20

    private let path: String
    /// The day from which the prices hold.
    private let day: String
    private let pattern: String?

    package init(_ path: String, from day: String, only pattern: String?) {
        self.path = path
        self.day = day
        self.pattern = pattern
    }

    /// The file's text, and what was refused; an existing table is carried on, for its dates are history.
    package func run(onto existing: PriceTable?) throws -> (text: String, haul: PriceHaul) {
        let document = try document()
        guard let haul = LiteLLMReader.read(document, from: day, only: pattern) else {
            throw HarnessError(
                .usage,
                "\(path): expected an object of models, as LiteLLM's "
                    + "model_prices_and_context_window.json, found \(document.kind)"
            )
        }
        guard !haul.table.keys.isEmpty else {
            let hint = haul.unselected > 0 ? "; --only leaves out \(haul.unselected)" : ""
            throw HarnessError(.usage, "\(path): no model with a price of tokens\(hint)")
        }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let table: PriceTable
        switch (existing ?? PriceTable()).dated(with: haul.table) {
        case .success(let dated): table = dated
        case .failure(let later):
            throw HarnessError(
                .usage,
                "\(later.key) has a price from \(later.from), later than \(day); give a later --from"
            )
        }
        let source = "LiteLLM model_prices_and_context_window (MIT), \(name), as of \(day)"
        return (try PriceFile.text(of: table, source: source), haul)
    }

    private func document() throws(HarnessError) -> JSONValue {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw HarnessError(.usage, "\(path): no such file, or it cannot be read")
        }
        guard data.count <= Self.maxBytes else {
            throw HarnessError(.usage, "\(path): larger than 64 MB")
        }
        do {
            return try JSONParser.parse(Array(data))
        } catch {
            throw HarnessError(.usage, "\(path): no JSON: \(error)")
        }
    }
}
