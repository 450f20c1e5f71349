import TallyCore

/// The row ids of one trial and the ledger entries about it.
struct Trial: Sendable {
    let id: Int64
    let step: Int64
    let call: Int64
    let run: RunRecord
    let dataset: Int64
    let number: Int
    let repeatIndex: Int

    var item: Case {
        Case(
            id: "case-\(number)",
            text: "MILK \(number)",
            image: "images/\(number).png",
            expected: JSONObject([("total", .number("5.00")), ("tip", nil)]),
            tags: ["noise-clean", "x"],
            group: "group-\(number % 2)",
            weight: 2.5,
            user: "user",
            arrival: 1.5,
            locale: "de-DE"
        )
    }

    var opened: LedgerEntry {
        .trialOpened(
            TrialOpening(
                id: id,
                ulid: Self.identifier(id),
                run: run.id,
                dataset: dataset,
                position: number * 10,
                item: item,
                repeatIndex: repeatIndex,
                started: Bench.now
            )
        )
    }

    func attempt(
        _ attempt: Int64,
        number: Int = 1,
        priceKey: String? = "mini",
        opened: Moment = Bench.now
    ) -> LedgerEntry {
        .attemptOpened(
            AttemptOpening(
                id: attempt,
                ulid: Self.identifier(attempt),
                trial: id,
                call: call,
                number: number,
                opened: opened,
                priceKey: priceKey
            )
        )
    }

    func closed(_ result: TrialResult?) -> LedgerEntry {
        .trialClosed(
            TrialClosing(
                id: id,
                step: TrialStep(
                    id: step,
                    tool: "extract",
                    inputDigest: Digest(of: "prompt"),
                    call: TrialCall(id: call, profile: "p", source: .wire)
                ),
                run: run.id,
                scoring: run.scoring,
                result: result,
                ended: Bench.now
            )
        )
    }

    /// An identifier no other row of the process has.
    static func identifier(_ row: Int64) -> ULID {
        var generator = SystemRandomNumberGenerator()
        return ULID(milliseconds: UInt64(row), using: &generator)
    }
}
