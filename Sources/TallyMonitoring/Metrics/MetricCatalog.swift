internal import TallyCore

/// Turns totals into the families that every backend exports; a pure function.
enum MetricCatalog {
    private typealias Labels = [(name: String, value: String)]

    static func families(
        of variants: [VariantTotals],
        _ subject: RunMeters.Subject
    ) -> [MetricFamily] {
        func labels(_ variant: VariantTotals, _ model: String, _ more: Labels = []) -> Labels {
            [
                ("benchmark", subject.benchmark), ("dataset", subject.dataset),
                ("variant", variant.name), ("model", model),
                ("simulated", variant.simulation),
            ] + more
        }
        /// A family with samples of every profile of every variant.
        func byProfile(
            _ family: MetricFamily,
            _ add: (inout MetricFamily, ProfileTotals, (Labels) -> Labels) -> Void
        ) -> MetricFamily {
            var family = family
            for variant in variants {
                for (model, totals) in zip(variant.profiles, variant.totals) {
                    add(&family, totals) { labels(variant, model, $0) }
                }
            }
            return family
        }
        /// A family with samples of every variant.
        func byVariant(
            _ family: MetricFamily,
            _ add: (inout MetricFamily, VariantTotals, (Labels) -> Labels) -> Void
        ) -> MetricFamily {
            var family = family
            for variant in variants {
                let model = variant.profiles.first ?? ""
                add(&family, variant) { labels(variant, model, $0) }
            }
            return family
        }
        return requests(byProfile) + tokens(byProfile) + trials(byVariant)
    }

    private typealias ByProfile = (
        MetricFamily,
        (inout MetricFamily, ProfileTotals, (Labels) -> Labels) -> Void
    ) -> MetricFamily
    private typealias ByVariant = (
        MetricFamily,
        (inout MetricFamily, VariantTotals, (Labels) -> Labels) -> Void
    ) -> MetricFamily

    private static func requests(_ byProfile: ByProfile) -> [MetricFamily] {
        [
            byProfile(
                MetricFamily(
                    "request",
                    .counter,
                    "Requests by how they ended; unknown: of an earlier process that was cut off."
                )
            ) { family, totals, labels in
                let failed = totals.errors.values.reduce(0, +)
                family.add(labels([("status", "success")]), totals.succeeded)
                family.add(labels([("status", "error")]), failed)
                family.add(labels([("status", "unknown")]), totals.unknown)
            },
            byProfile(
                MetricFamily(
                    "request_duration_seconds",
                    .histogram,
                    "Seconds from the request head to the last byte, failed requests included."
                )
            ) { family, totals, labels in family.add(labels([]), totals.durations) },
            byProfile(
                MetricFamily(
                    "time_to_first_token_seconds",
                    .histogram,
                    "Seconds from the request head to the first content of a streamed answer."
                )
            ) { family, totals, labels in family.add(labels([]), totals.firstTokens) },
            byProfile(MetricFamily("error", .counter, "Failed requests by type.")) {
                family,
                totals,
                labels in
                for type in ErrorType.allCases {
                    family.add(labels([("type", type.rawValue)]), totals.errors[type] ?? 0)
                }
            },
            byProfile(
                MetricFamily("timeout", .counter, "The same as error_total{type=\"timeout\"}.")
            ) { family, totals, labels in family.add(labels([]), totals.errors[.timeout] ?? 0) },
            byProfile(MetricFamily("retry", .counter, "Requests after the first of their call.")) {
                family,
                totals,
                labels in
                family.add(labels([]), totals.retries)
            },
            byProfile(
                MetricFamily(
                    "cache_requests",
                    .counter,
                    "Answered requests by whether the provider served part of their prompt from its cache."
                )
            ) { family, totals, labels in
                family.add(labels([("cache", "prompt"), ("result", "hit")]), totals.cacheHits)
                family.add(labels([("cache", "prompt"), ("result", "miss")]), totals.cacheMisses)
            },
        ]
    }

    private static func tokens(_ byProfile: ByProfile) -> [MetricFamily] {
        [
            byProfile(
                MetricFamily("token_usage", .counter, "Tokens by kind; the kinds do not overlap.")
            ) { family, totals, labels in
                let usage = totals.usage
                family.add(labels([("kind", "input")]), usage.input)
                family.add(labels([("kind", "cached_input")]), usage.cachedInput)
                let written = usage.cacheWrite + usage.cacheWriteLong
                family.add(labels([("kind", "cache_write")]), written)
                family.add(labels([("kind", "output")]), usage.output)
            },
            byProfile(
                MetricFamily(
                    "reasoning_tokens",
                    .counter,
                    "The part of the output tokens that was reasoning."
                )
            ) { family, totals, labels in family.add(labels([]), totals.usage.reasoning) },
            byProfile(
                MetricFamily(
                    "cost_dollars",
                    .counter,
                    "What billed requests cost by their tokens; without those of unpriced_requests_total, and without capacity by the hour."
                )
            ) { family, totals, labels in
                family.add(labels([]), Self.dollars(totals.cost.nanodollars))
            },
            byProfile(
                MetricFamily("unpriced_requests", .counter, "Billed requests without a price.")
            ) { family, totals, labels in family.add(labels([]), totals.unpriced) },
        ]
    }

    private static func trials(_ byVariant: ByVariant) -> [MetricFamily] {
        func accuracy(
            _ name: String,
            _ help: String,
            _ value: @escaping (Estimate) -> Double
        ) -> MetricFamily {
            byVariant(MetricFamily(name, .gauge, help)) { family, variant, labels in
                for quality in variant.qualities {
                    guard let estimate = quality.estimate else { continue }
                    family.add(labels([("metric", quality.metric)]), "\(value(estimate))")
                }
            }
        }
        return [
            byVariant(MetricFamily("tool_usage", .counter, "Trials with a result, by tool.")) {
                family,
                variant,
                labels in
                family.add(labels([("tool", "extract")]), variant.trials)
            },
            byVariant(
                MetricFamily(
                    "trial_failures",
                    .counter,
                    "Trials whose result is a failure, by type: the model's as well as the infrastructure's."
                )
            ) { family, variant, labels in
                for type in ErrorType.allCases {
                    family.add(labels([("type", type.rawValue)]), variant.failures[type] ?? 0)
                }
            },
            byVariant(
                MetricFamily(
                    "queue_wait_seconds",
                    .histogram,
                    "Seconds a trial waited for its place, for limits and between tries."
                )
            ) { family, variant, labels in family.add(labels([]), variant.queueWaits) },
            byVariant(
                MetricFamily("in_flight_requests", .gauge, "Requests that were not answered yet.")
            ) {
                family,
                variant,
                labels in
                family.add(labels([]), max(0, variant.inFlight))
            },
            accuracy("accuracy_ratio", "Quality so far: document_exact or field_accuracy.") {
                $0.value
            },
            accuracy("accuracy_ratio_lower", "Lower bound of its 95 % interval.") { $0.low },
            accuracy("accuracy_ratio_upper", "Upper bound of its 95 % interval.") { $0.high },
            byVariant(MetricFamily("accuracy_documents", .gauge, "Trials behind accuracy_ratio.")) {
                family,
                variant,
                labels in
                for quality in variant.qualities {
                    family.add(labels([("metric", quality.metric)]), quality.count)
                }
            },
        ]
    }

    /// Nano-dollars as an exact decimal.
    static func dollars(_ nanodollars: Int64) -> String {
        let digits = String(nanodollars.magnitude)
        let padded = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
        return (nanodollars < 0 ? "-" : "") + "\(padded.dropLast(9)).\(padded.suffix(9))"
    }
}
