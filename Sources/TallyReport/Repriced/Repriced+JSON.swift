package import TallyCore

extension Repriced {
    package var json: JSONValue {
        [
            "schema": "tally.reprice/1", "experiment": .string(experiment.ulid),
            "benchmark": .string(experiment.name),
            "basis": [
                "name": .string(basis.name), "source": .string(basis.source),
                "day": .string(basis.day), "tier": .optional(basis.tier?.rawValue),
                "cached": basis.cachedShare.map { .number(MoneyText.decimal($0, decimals: 6)) }
                    ?? .null,
                "digest": .string(basis.digest.description),
            ],
            "runs": .array(runs.map(\.json)),
        ]
    }
}

extension Repriced.Run {
    fileprivate var json: JSONValue {
        [
            "id": .string(record.ulid), "name": .string(record.name),
            "simulated": .bool(record.isSimulated), "imported": .bool(record.isImported),
            "recorded": .bool(record.isRecorded),
            "as_it_was": before.json, "at_basis": after.json,
            "difference_usd": Self.dollars(difference), "difference_share": .optional(share),
            "buckets": .array(buckets.map(bucket)),
            "stated": [
                "attempts": .number(after.bill.statedAttempts),
                "usd": Self.dollars(after.bill.stated),
            ],
        ]
    }

    private func bucket(_ name: String) -> JSONValue {
        func dollars(_ bucket: BucketBill.Bucket, _ side: Repriced.Side) -> JSONValue {
            guard !side.isHourly, let sum = bucket.picodollars else { return .null }
            return .number(MoneyText.decimal(sum, decimals: 12))
        }
        let (old, new) = (before.bill[name], after.bill[name])
        return [
            "bucket": .string(name.replacing(" ", with: "_")), "tokens": .number(old.tokens),
            "as_it_was_usd": dollars(old, before), "tokens_at_basis": .number(new.tokens),
            "at_basis_usd": dollars(new, after),
        ]
    }

    fileprivate static func dollars(_ money: Money?) -> JSONValue {
        money.map { .number(MoneyText.lexeme($0)) } ?? .null
    }
}

extension Repriced.Side {
    fileprivate var json: JSONValue {
        func dollars(_ value: Double?) -> JSONValue {
            value.flatMap { MoneyText.lexeme(dollars: $0) }.map { .number($0) } ?? .null
        }
        let interval: JSONValue =
            cost.perDocument.map { estimate in
                [
                    "low": dollars(estimate.low), "high": dollars(estimate.high),
                    "n": .number(estimate.n), "method": .string(estimate.method),
                ]
            } ?? .null
        let unpriced = bill.unpriced.map { ($0.key ?? "", JSONValue.number($0.value)) }
        return [
            "total_usd": Repriced.Run.dollars(cost.total),
            "per_document_usd": dollars(cost.perDocument?.value),
            "per_document_interval": interval,
            "per_correct_usd": dollars(cost.perCorrect?.value),
            "unpriced": .number(cost.unpriced),
            "unpriced_keys": .object(JSONObject(unpriced.sorted { $0.0 < $1.0 })),
        ]
    }
}
