package import TallyCore

extension DatasetStatistics {
    /// The document `tally.dataset-stats/1`.
    package func json(of dataset: Dataset) -> JSONValue {
        [
            "schema": "tally.dataset-stats/1",
            "dataset": [
                "name": .string(dataset.name), "version": .string(dataset.version),
                "digest": .string(dataset.digest.description),
                "split": .optional(dataset.split),
            ],
            "cases": .number(cases),
            "splits": splits.json, "tags": tags.json, "locales": locales.json,
            "groups": ["count": .number(groups.counts.count), "cases": .number(grouped)],
            "text": [
                "cases": .number(textLengths.count),
                "median": .optional(textLengths.quantile(0.5)),
                "p95": .optional(textLengths.quantile(0.95)),
                "repeated": .number(repeatedTexts),
            ],
            "images": ["named": .number(images), "missing": .number(missingImages)],
            "fields": .object(JSONObject(fields.map { ($0.name, $0.json) })),
            "line_items": [
                "cases": .number(lineItems.count), "mean": .optional(lineItems.mean),
                "median": .optional(lineItems.quantile(0.5)),
                "p95": .optional(lineItems.quantile(0.95)),
                "most": .optional(lineItems.quantile(1)),
            ],
            "arithmetic": [
                "items_subtotal": closure.items.json, "subtotal_tax_total": closure.tax.json,
                "all_parts_total": closure.all.json,
            ],
        ]
    }
}

extension Tally {
    fileprivate var json: JSONValue {
        .object(JSONObject(sorted.map { ($0.name, .number($0.count)) }))
    }
}

extension FieldStatistics {
    fileprivate var json: JSONValue {
        [
            "annotated": .number(annotated), "absent": .number(absent),
            "distinct": .number(distinct),
        ]
    }
}

extension ArithmeticClosure.Count {
    fileprivate var json: JSONValue { ["holds": .number(holds), "of": .number(of)] }
}
