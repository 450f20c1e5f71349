internal import TallyCore

/// How long a run's documents took.
extension RunObject {
    var latency: JSONValue {
        let times = run.latency
        return object(
            n: times.n,
            [
                ("p50_s", times.p50), ("p90_s", times.p90), ("p95_s", times.p95),
                ("p99_s", times.p99), ("ttft_p50_s", times.firstTokenP50),
                ("ttft_p95_s", times.firstTokenP95),
            ],
            censored: times.censored
        )
    }

    /// From the intended start of a document, waits and retries included.
    var response: JSONValue {
        let times = run.response
        var object =
            object(
                n: times.n,
                [
                    ("p50_s", times.p50), ("p95_s", times.p95), ("p99_s", times.p99),
                    ("queue_p50_s", times.queueP50), ("queue_p95_s", times.queueP95),
                ]
            ).object ?? JSONObject()
        object["arrivals"] = times.arrivals.configuration
        return .object(object)
    }

    private func object(
        n: Int,
        _ quantiles: [(String, Estimate?)],
        censored: Int? = nil
    ) -> JSONValue {
        var members = [("n", JSONValue.number(n))]
        members += quantiles.map { ($0.0, .optional($0.1?.value)) }
        if let censored { members.append(("censored", .number(censored))) }
        let intervals = quantiles.map { ($0.0, interval($0.1) { .optional($0) }) }
        members.append(("intervals", .object(JSONObject(intervals))))
        return .object(JSONObject(members))
    }
}
