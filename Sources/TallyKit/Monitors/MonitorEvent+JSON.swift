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

    /// As logs and webhooks have it.
    var json: JSONValue {
        switch self {
        case .operation(let operation):
            var members = JSONObject([
                ("time", Self.time(operation.began)), ("event", "operation"),
                ("name", .string(operation.name)),
                ("duration_s", .number(operation.duration.seconds)),
                ("success", .bool(operation.isSuccess)), ("labels", Self.object(operation.labels)),
            ])
            if operation.inputTokens > 0 || operation.outputTokens > 0 {
                members["input_tokens"] = .number(operation.inputTokens)
                members["output_tokens"] = .number(operation.outputTokens)
            }
            if let cost = operation.cost { members["cost_usd"] = .number(cost) }
            return .object(members)
        case .metrics(let metrics):
            let values = metrics.values.sorted { $0.key < $1.key }
            return [
                "time": Self.time(metrics.moment), "event": "metrics",
                "values": .object(JSONObject(values.map { ($0.key, .number($0.value)) })),
            ]
        case .error(let error):
            return [
                "time": Self.time(error.moment), "event": "error", "type": .string(error.type),
                "message": .string(error.message), "context": Self.object(error.context),
            ]
        }
    }

    /// To the millisecond.
    private static func time(_ date: Date) -> JSONValue {
        let milliseconds = Int64(exactly: (date.timeIntervalSince1970 * 1000).rounded())
        guard let milliseconds, (0..<100_000_000_000_000).contains(milliseconds) else {
            return .null
        }
        let moment = Moment(milliseconds: milliseconds)
        let rest = String(1000 + moment.milliseconds % 1000).dropFirst()
        return .string("\(moment.iso8601.dropLast()).\(rest)Z")
    }

    private static func object(_ texts: [String: String]) -> JSONValue {
        .object(JSONObject(texts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }
}
