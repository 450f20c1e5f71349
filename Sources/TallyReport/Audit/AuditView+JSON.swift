package import TallyCore

extension AuditView {
    /// The same facts for other programs.
    package static func json(_ audit: LabelAudit) -> JSONValue {
        func names(_ names: [String]) -> JSONValue { .array(names.map { .string($0) }) }
        return [
            "schema": "tally.audit/1", "experiment": .string(audit.experiment),
            "dataset": [
                "name": .string(audit.dataset.name), "version": .string(audit.dataset.version),
                "digest": .string(audit.dataset.digest),
            ],
            "runs": .array(
                audit.voters.map { voter in
                    [
                        "name": .string(voter.name), "model": .string(voter.model),
                        "simulated": .bool(voter.isSimulated),
                    ]
                }
            ),
            "min_agree": .optional(audit.minimum), "cases": .number(audit.cases),
            "suspects": .array(
                audit.suspects.map { suspect in
                    [
                        "case": .string(suspect.caseID), "field": .string(suspect.field),
                        "truth": suspect.truth, "answer": suspect.answer,
                        "agree": names(suspect.agreeing), "others": names(suspect.others),
                    ]
                }
            ),
            "document_exact": .array(
                audit.effects.map { effect in
                    [
                        "name": .string(effect.run), "simulated": .bool(effect.isSimulated),
                        "as_is": json(effect.asIs), "without_suspects": json(effect.without),
                    ]
                }
            ),
            "order_changes": .bool(!audit.swaps.isEmpty),
            "swaps": .array(audit.swaps.map { names([$0.first, $0.second]) }),
        ]
    }

    private static func json(_ estimate: Estimate?) -> JSONValue {
        guard let estimate else { return .null }
        return [
            "value": .number(estimate.value), "low": .number(estimate.low),
            "high": .number(estimate.high), "n": .number(estimate.n),
            "method": .string(estimate.method),
        ]
    }
}
