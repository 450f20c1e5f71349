/// What a benchmark's user promises of documents; what is `nil` is not promised.
package struct ServiceLevel: Hashable, Sendable {
    /// A document should be answered within this time.
    package var latency: Duration?
    /// The share of documents that should be.
    package var share = 0.95
    /// The share of documents that should be answered at all.
    package var successRate: Double?
    /// The share of documents that should be right.
    package var documentExact: Double?

    package init() {}

    /// As it is stored with an experiment.
    package var configuration: JSONValue {
        [
            "latency_s": .optional(latency?.seconds), "share": .number(share),
            "success_rate": .optional(successRate), "document_exact": .optional(documentExact),
        ]
    }

    /// Reads back what `configuration` wrote.
    package init(configuration: JSONValue) {
        latency = configuration["latency_s"]?.double.map { .seconds($0) }
        share = configuration["share"]?.double ?? 0.95
        successRate = configuration["success_rate"]?.double
        documentExact = configuration["document_exact"]?.double
    }
}
