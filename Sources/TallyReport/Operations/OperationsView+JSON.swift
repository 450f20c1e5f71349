package import TallyCore

extension OperationsView {
    /// `operations` of the document that `tally show --json` prints.
    package static func json(_ report: OperationsReport) -> JSONValue {
        let activity = report.activity
        return [
            "runs": .array(report.runs.map(json)),
            "tools": counts(activity.tools),
            "users": counts(activity.users),
            "other_users": .number(activity.otherUsers),
            "by_arrival": .bool(activity.isByArrival),
            "hours": .array(
                activity.hours.sorted { $0.key < $1.key }.map { hour, tools in
                    [
                        "hour": activity.isByArrival ? .number(hour) : .string(start(of: hour)),
                        "tools": counts(tools),
                    ]
                }
            ),
            "error_span_s": .number(report.errorSpan),
            "errors": .array(
                report.errors.flatMap { span in
                    span.counts.map { count in
                        [
                            "start": .string(span.start.iso8601), "run": .string(count.run),
                            "type": .string(count.type.rawValue), "count": .number(count.number),
                        ]
                    }
                }
            ),
        ]
    }

    private static func start(of hour: Int) -> String {
        Moment(milliseconds: Int64(hour) * 3_600_000).iso8601
    }

    private static func counts(_ counts: [String: Int]) -> JSONValue {
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return .object(JSONObject(sorted.map { ($0.key, .number($0.value)) }))
    }

    private static func json(_ run: RunOperations) -> JSONValue {
        let rate = { (part: Int, whole: Int) in
            whole == 0 ? nil : Double(part) / Double(whole)
        }
        return [
            "name": .string(run.name), "simulated": .bool(run.isSimulated),
            "requests": .number(run.requests), "succeeded": .number(run.succeeded),
            "success_rate": .optional(rate(run.succeeded, run.requests)),
            "mean_service_s": .optional(run.meanService),
            "tokens": .number(run.usage.prompt + run.usage.output),
            "cost_usd": run.cost.map { .number(MoneyText.lexeme($0)) } ?? .null,
            "cache_hit_rate": .optional(rate(run.cacheHits, run.cacheAsked)),
            "documents": .number(run.documents),
            "sla": .array(run.promises.map(json)),
            "budget": run.burn.map(json) ?? .null,
            "capacity": .array((run.capacity?.bounds ?? []).map(json)),
        ]
    }

    private static func json(_ promise: RunOperations.Promise) -> JSONValue {
        var members = JSONObject([])
        switch promise.kind {
        case .within(let seconds):
            members["promise"] = "latency"
            members["latency_s"] = .number(seconds)
        case .answered: members["promise"] = "success_rate"
        case .documentExact: members["promise"] = "document_exact"
        }
        members["target"] = .number(promise.target)
        members["estimate"] = EstimateJSON.object(promise.estimate)
        members["verdict"] = .string(promise.verdict.rawValue)
        return .object(members)
    }

    private static func json(_ burn: BudgetBurn) -> JSONValue {
        [
            "budget_usd_per_month": .number(burn.budget),
            "documents_per_month": .number(burn.documentsPerMonth),
            "per_document_usd": .number(burn.perDocument),
            "spend_usd_per_month": .number(burn.spend), "share": .number(burn.share),
        ]
    }

    private static func json(_ bound: Capacity.Bound) -> JSONValue {
        [
            "profile": .string(bound.profile), "limit": .string(bound.limit.rawValue),
            "value": .number(bound.value), "per_document": .number(bound.perDocument),
            "documents_per_hour": .number(bound.documentsPerHour),
        ]
    }
}
