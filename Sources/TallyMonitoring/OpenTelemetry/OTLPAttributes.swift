internal import TallyCore

/// Attributes in OTLP's JSON.
///
/// Source: opentelemetry.io/docs/specs/otlp, "JSON Protobuf Encoding".
enum OTLPAttributes {
    static func string(_ key: String, _ value: String) -> JSONValue {
        ["key": .string(key), "value": ["stringValue": .string(value)]]
    }

    static func integer(_ key: String, _ value: Int) -> JSONValue {
        ["key": .string(key), "value": ["intValue": .string(String(value))]]
    }

    static func double(_ key: String, _ value: Double) -> JSONValue {
        ["key": .string(key), "value": ["doubleValue": .number(value)]]
    }

    static func bool(_ key: String, _ value: Bool) -> JSONValue {
        ["key": .string(key), "value": ["boolValue": .bool(value)]]
    }
}

extension Moment {
    /// Nanoseconds since 1970 as OTLP writes 64-bit integers, some time after this moment.
    func unixNano(after duration: Duration = .zero) -> JSONValue {
        let (seconds, attoseconds) = duration.components
        let nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
        return .string(String(milliseconds * 1_000_000 + nanoseconds))
    }
}
