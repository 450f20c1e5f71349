internal import TallyCore

/// Intervals as JSON; a side that no data bounds is null.
enum EstimateJSON {
    static func object(_ estimate: Estimate?) -> JSONValue {
        guard let estimate else { return .null }
        return [
            "value": .optional(estimate.value), "low": .optional(estimate.low),
            "high": .optional(estimate.high), "n": .number(estimate.n),
            "method": .string(estimate.method),
        ]
    }

    static func run(_ run: ComparedRun) -> JSONValue {
        let models = run.returnedModels.sorted { $0.key < $1.key }
        return [
            "id": .string(run.id), "name": .string(run.name), "experiment": .string(run.experiment),
            "simulated": .bool(run.isSimulated), "imported": .bool(run.isImported),
            "recorded": .bool(run.isRecorded),
            "partial": .bool(run.isPartial),
            "returned_models": .object(JSONObject(models.map { ($0.key, .number($0.value)) })),
        ]
    }

    static func cases(_ cases: PairedCases) -> JSONValue {
        [
            "choice": .string(cases.choice.rawValue), "count": .number(cases.count),
            "left_out": .number(cases.leftOut), "unscored": .number(cases.unscored),
        ]
    }

    static func remarks(_ remarks: [Remark]) -> JSONValue {
        .array(remarks.map { ["weight": .string($0.weight.rawValue), "text": .string($0.text)] })
    }
}
