internal import TallyCore

/// Writes spans in OTLP's JSON, straight into bytes: as trees of values they took a fifth of a fast trial's time
/// (`benchmarks/throughput.sh --monitors`).
struct SpanWriter {
    /// Where a span stands, and when.
    struct Head {
        var trace: ULID
        var id: UInt64
        /// `nil` for the trace's own.
        var parent: UInt64?
        var kind: Kind
        var start: Int64
        /// Both in nanoseconds since 1970.
        var end: Int64
        /// What went wrong; `nil` when nothing did.
        var error: String?
    }

    enum Kind: Int {
        case internally = 1
        case client = 3
    }

    private var json = JSONWriter()
    private var isFirst = true
    private static let digits = Array("0123456789abcdef".utf8)

    /// Spans so far, with commas between.
    var text: String { String(decoding: json.bytes, as: UTF8.self) }

    /// Writes a span under a name of one or two words.
    mutating func span(
        _ head: Head,
        name: String,
        _ attributes: (inout SpanWriter) -> Void,
        events: ((inout SpanWriter) -> Void)? = nil
    ) {
        json.append(raw: json.bytes.isEmpty ? "{\"traceId\":\"" : ",{\"traceId\":\"")
        hex(head.trace.bits.high)
        hex(head.trace.bits.low)
        json.append(raw: "\",\"spanId\":\"")
        hex(head.id)
        if let parent = head.parent {
            json.append(raw: "\",\"parentSpanId\":\"")
            hex(parent)
        }
        json.append(raw: "\",\"name\":")
        json.append(name)
        json.append(raw: head.kind == .client ? ",\"kind\":3" : ",\"kind\":1")
        json.append(raw: ",\"startTimeUnixNano\":")
        json.append(String(head.start))
        json.append(raw: ",\"endTimeUnixNano\":")
        json.append(String(head.end))
        json.append(raw: ",\"attributes\":[")
        isFirst = true
        attributes(&self)
        if let error = head.error { add(GenAIConventions.error, error) }
        json.append(raw: "]")
        if let events {
            json.append(raw: ",\"events\":[")
            isFirst = true
            events(&self)
            json.append(raw: "]")
        }
        if let error = head.error {
            json.append(raw: ",\"status\":{\"code\":2,\"message\":")
            json.append(error)
            json.append(raw: "}")
        }
        json.append(raw: "}")
    }

    /// Writes an event of the span that is open.
    mutating func event(_ name: String, at time: Int64, _ attributes: (inout SpanWriter) -> Void) {
        separate()
        json.append(raw: "{\"name\":")
        json.append(name)
        json.append(raw: ",\"timeUnixNano\":")
        json.append(String(time))
        json.append(raw: ",\"attributes\":[")
        isFirst = true
        attributes(&self)
        json.append(raw: "]}")
        isFirst = false
    }

    mutating func add(_ key: String, _ value: String) {
        begin(key)
        json.append(raw: "{\"stringValue\":")
        json.append(value)
        json.append(raw: "}}")
    }

    /// 64-bit integers are texts in OTLP's JSON.
    mutating func add(_ key: String, _ value: Int) {
        begin(key)
        json.append(raw: "{\"intValue\":")
        json.append(String(value))
        json.append(raw: "}}")
    }

    mutating func add(_ key: String, _ value: Double) {
        begin(key)
        json.append(raw: "{\"doubleValue\":")
        json.append(JSONValue.number(value))
        json.append(raw: "}}")
    }

    mutating func add(_ key: String, _ value: Bool) {
        begin(key)
        json.append(raw: value ? "{\"boolValue\":true}}" : "{\"boolValue\":false}}")
    }

    private mutating func begin(_ key: String) {
        separate()
        json.append(raw: "{\"key\":")
        json.append(key)
        json.append(raw: ",\"value\":")
    }

    private mutating func separate() {
        if !isFirst { json.append(raw: ",") }
        isFirst = false
    }

    /// 16 digits.
    private mutating func hex(_ value: UInt64) {
        for shift in stride(from: 60, through: 0, by: -4) {
            json.append(byte: Self.digits[Int((value >> UInt64(shift)) & 15)])
        }
    }
}
