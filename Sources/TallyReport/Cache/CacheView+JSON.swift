package import TallyCore

extension CacheView {
    /// The document `tally.cache/1` of some runs.
    package static func json(of reports: [CacheReport]) -> JSONValue {
        ["schema": .string(schema), "runs": .array(reports.map { CacheView($0).json })]
    }

    private var json: JSONValue {
        let each = report.perDocument
        return [
            "run": EstimateJSON.run(report.run),
            "arrivals": .number(report.arrivals), "distinct": .number(report.distinct),
            "span_s": .optional(report.span),
            "per_document_usd": [
                "asked": dollars(each.asked), "without_prompt_cache": dollars(each.uncached),
                "all_from_prompt_cache": dollars(each.cached), "paid": dollars(each.paid),
            ],
            "response_cache": [
                "answers": .number(report.reused.answers),
                "saved_usd": dollars(report.reused.cost?.dollars),
                "saved_tokens": .number(report.reused.usage.prompt + report.reused.usage.output),
                "saved_s": .number(report.reused.service),
            ],
            "what_if": .array(outcomes), "size_needed": .number(report.sizeNeeded),
            "prompt": report.prompt.map(share) ?? .null,
            "near": .array(
                report.near.map {
                    [
                        "similarity": .number($0.similarity), "hits": .number($0.hits),
                        "wrong": .number($0.wrong),
                    ]
                }
            ),
            "near_arrivals": .number(report.nearArrivals),
        ]
    }

    private var outcomes: [JSONValue] {
        zip(report.lifetimes, report.outcomes).flatMap { lifetime, row in
            zip(report.sizes, row).map { size, outcome in
                [
                    "ttl_s": .optional(lifetime), "size": .optional(size),
                    "hits": .number(outcome.hits), "saved_usd": dollars(outcome.dollars),
                    "saved_s": .number(outcome.seconds),
                ]
            }
        }
    }

    private func share(_ prompt: CacheReport.PromptShare) -> JSONValue {
        [
            "prompt_tokens": .number(prompt.prompt), "prefix_tokens": .number(prompt.prefix),
            "suffix_tokens": .number(prompt.suffix),
            "cacheable_tokens": .number(prompt.cacheable),
            "cacheable_reordered_tokens": .number(prompt.cacheableReordered),
            "saved_usd": dollars(prompt.saved),
            "saved_reordered_usd": dollars(prompt.savedReordered),
        ]
    }

    private func dollars(_ value: Double?) -> JSONValue {
        value.flatMap { MoneyText.lexeme(dollars: $0) }.map { .number($0) } ?? .null
    }
}
