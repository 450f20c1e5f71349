import TallyCore

/// Reads what a benchmark's user promises of documents.
package enum ServiceLevelReader {
    package static let keys = ["latency", "share", "success_rate", "document_exact"]

    static func read(_ cursor: Cursor) throws(ConfigurationError) -> ServiceLevel {
        let fields = try cursor.map(keys: keys)
        var level = ServiceLevel()
        level.latency = try fields["latency"]?.duration()
        if let value = fields["share"] {
            level.share = try value.double(in: 0...1)
            guard level.latency != nil else {
                throw value.error("a share without latency; write the time it should keep to")
            }
        }
        level.successRate = try fields["success_rate"]?.double(in: 0...1)
        level.documentExact = try fields["document_exact"]?.double(in: 0...1)
        return level
    }
}
