internal import Foundation
internal import TallyCore

extension MonitorEvent {
    /// Worth a line where only what went wrong is wanted.
    var isFailure: Bool {
        switch self {
        case .operation(let operation): !operation.isSuccess
        case .metrics: false
        case .error: true
        }
    }

    /// As logs and webhooks have it: an object on one line, written straight into bytes, for there are several a trial.
    var json: String {
        var writer = JSONWriter()
        switch self {
        case .operation(let operation): Self.write(operation, to: &writer)
        case .metrics(let metrics):
            Self.begin("metrics", at: metrics.moment, &writer)
            writer.append(raw: ",\"values\":")
            let values = metrics.values.sorted { $0.key < $1.key }
            Self.write(values, to: &writer) { $0.append(JSONValue.number($1)) }
        case .error(let error):
            Self.begin("error", at: error.moment, &writer)
            writer.append(raw: ",\"type\":")
            writer.append(error.type)
            writer.append(raw: ",\"message\":")
            writer.append(error.message)
            writer.append(raw: ",\"context\":")
            let context = error.context.sorted { $0.key < $1.key }
            Self.write(context, to: &writer) { $0.append($1) }
        }
        writer.append(raw: "}")
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func write(_ operation: MonitoredOperation, to writer: inout JSONWriter) {
        begin("operation", at: operation.began, &writer)
        writer.append(raw: ",\"name\":")
        writer.append(operation.name)
        writer.append(raw: ",\"duration_s\":")
        writer.append(JSONValue.number(operation.duration.seconds))
        writer.append(raw: operation.isSuccess ? ",\"success\":true" : ",\"success\":false")
        writer.append(raw: ",\"labels\":")
        let labels = operation.labels.sorted { $0.key < $1.key }
        write(labels, to: &writer) { $0.append($1) }
        if operation.inputTokens > 0 || operation.outputTokens > 0 {
            writer.append(raw: ",\"input_tokens\":")
            writer.append(JSONValue.number(operation.inputTokens))
            writer.append(raw: ",\"output_tokens\":")
            writer.append(JSONValue.number(operation.outputTokens))
        }
        if let cost = operation.cost {
            writer.append(raw: ",\"cost_usd\":")
            writer.append(JSONValue.number(cost))
        }
    }

    private static func begin(_ name: String, at date: Date, _ writer: inout JSONWriter) {
        writer.append(raw: "{\"time\":")
        writer.append(time(date))
        writer.append(raw: ",\"event\":")
        writer.append(name)
    }

    private static func write<Value>(
        _ members: [(key: String, value: Value)],
        to writer: inout JSONWriter,
        _ write: (inout JSONWriter, Value) -> Void
    ) {
        writer.append(raw: "{")
        for (index, member) in members.enumerated() {
            if index > 0 { writer.append(raw: ",") }
            writer.append(member.key)
            writer.append(raw: ":")
            write(&writer, member.value)
        }
        writer.append(raw: "}")
    }

    /// To the millisecond; null where it is beyond four digits of a year.
    private static func time(_ date: Date) -> JSONValue {
        let milliseconds = Int64(exactly: (date.timeIntervalSince1970 * 1000).rounded())
        guard let milliseconds, (0..<100_000_000_000_000).contains(milliseconds) else {
            return .null
        }
        let moment = Moment(milliseconds: milliseconds)
        let rest = String(1000 + moment.milliseconds % 1000).dropFirst()
        return .string("\(moment.iso8601.dropLast()).\(rest)Z")
    }
}
