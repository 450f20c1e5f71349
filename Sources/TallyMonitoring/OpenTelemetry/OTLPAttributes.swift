internal import TallyCore

/// Attributes in OTLP's JSON.
///
/// Source: opentelemetry.io/docs/specs/otlp, "JSON Protobuf Encoding".
enum OTLPAttributes {
    static func string(_ key: String, _ value: String) -> JSONValue {
        ["key": .string(key), "value": ["stringValue": .string(value)]]
    }
}

extension Moment {
    /// Nanoseconds since 1970 as OTLP writes 64-bit integers.
    var unixNano: JSONValue { .string(String(milliseconds * 1_000_000)) }
}
