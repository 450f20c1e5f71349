import TallyCore
import TallyStore

extension DatasetIdentity {
    static let sample = DatasetIdentity(
        name: "receipts",
        version: "1",
        digest: Digest(of: "receipts").description,
        cases: 3
    )
}

extension PriceTable {
    /// gpt-4o-mini's: 150, 75 and 600 nano-dollars a token, cache writes unknown.
    static let mini = PriceTable(entries: [
        "mini": [
            Price(
                from: "2026-01-01",
                input: 150_000,
                cachedInput: 75_000,
                cacheWrite: nil,
                output: 600_000
            )
        ]
    ])
}

extension NewExperiment {
    /// Two runs, and further variants so that every price key is in use.
    static func sample(
        prices: PriceTable = .mini,
        seed: UInt64 = 1,
        created: Moment = Bench.now,
        name: String = "sample",
        runs: [String] = ["a", "b"]
    ) -> NewExperiment {
        var generator = SeededGenerator(seed: seed)
        func identifier() -> ULID {
            ULID(milliseconds: UInt64(created.milliseconds), using: &generator)
        }
        let keys = prices.keys
        let variants = (0..<max(runs.count, keys.count)).map { index in
            var profile = Profile(name: "p\(index)", provider: .openai, model: "m")
            profile.priceKey = keys[index % keys.count]
            return Variant(name: index < runs.count ? runs[index] : "v\(index)", profile: profile)
        }
        let benchmark = Benchmark(
            name: name,
            file: "b.yaml",
            dataset: "receipts",
            task: ExtractionTask(system: nil, template: "{{text}}"),
            variants: variants,
            prices: prices
        )
        return NewExperiment(
            ulid: identifier(),
            key: Digest(of: "plan"),
            benchmark: benchmark,
            dataset: .sample,
            provenance: ["tally": "test"],
            created: created,
            runs: variants.prefix(runs.count).map { variant in
                NewRun(
                    ulid: identifier(),
                    key: Digest(of: variant.name),
                    variant: variant,
                    planned: 3,
                    scorerDigest: Digest(of: "scorer")
                )
            }
        )
    }
}

extension Exchange {
    static func answer(
        _ usage: Usage? = Usage(input: 1000, cachedInput: 500, output: 200, reasoning: 50),
        body: [UInt8] = Array("{\"total\":5}".utf8),
        done: Duration = .seconds(3)
    ) -> Exchange {
        Exchange(
            body: body,
            chunkOffsets: [0, 12, 40],
            status: 200,
            timings: ExchangeTimings(
                sent: .milliseconds(500),
                firstByte: .milliseconds(700),
                firstContent: .milliseconds(750),
                done: done
            ),
            usage: usage,
            facts: ServerFacts(model: "m-2026", requestID: "req-1"),
            billing: .billed,
            result: .success(Completion(text: "{\"total\":5}", finish: .stop))
        )
    }

    static func failure(
        _ type: ErrorType,
        _ status: Int?,
        _ billing: Billing = .notBilled,
        usage: Usage? = nil
    ) -> Exchange {
        Exchange(
            status: status,
            timings: ExchangeTimings(sent: .zero, done: .seconds(1)),
            usage: usage,
            billing: billing,
            result: .failure(ProviderError(type, "scripted", status: status))
        )
    }
}

extension TrialResult {
    static func sample(
        _ outcome: TrialOutcome = .answered,
        output: JSONObject? = JSONObject([("total", 5), ("tip", nil)]),
        score: TrialScore? = .sample(),
        repairs: [String] = []
    ) -> TrialResult {
        TrialResult(
            outcome: outcome,
            output: output,
            score: score,
            isSchemaValid: true,
            repairs: repairs,
            service: .milliseconds(2500),
            timeToFirstToken: .milliseconds(250),
            isCensored: false,
            queueWait: .milliseconds(10),
            total: .seconds(4),
            usage: .zero,
            isSimulated: false,
            message: outcome.error == nil ? nil : "why"
        )
    }
}

extension TrialScore {
    static func sample(_ outcome: FieldOutcome = .correct) -> TrialScore {
        TrialScore(
            fields: [
                FieldScore(
                    name: "total",
                    outcome: outcome,
                    isRawEqual: false
                ),
                FieldScore(
                    name: "tip",
                    outcome: .absent,
                    isRawEqual: true
                ),
            ],
            lineItems: LineItemScore(
                expected: 3,
                predicted: 4,
                correct: 1,
                matched: 2,
                subfields: ["amount": .init(annotated: 2, correct: 1)]
            ),
            isDocumentExact: outcome.isRight,
            isDocumentExactRaw: false,
            annotated: 2,
            right: outcome.isRight ? 2 : 1,
            reconciles: true
        )
    }
}
