internal import TallyCore

/// The rows of a trial.
extension TrialRunner {
    func opening(_ input: Input) -> TrialOpening {
        TrialOpening(
            id: id,
            ulid: runner.newULID(),
            run: lane.lane.run,
            dataset: plan.dataset,
            position: plan.cases.identity(of: slot.position),
            item: input.item,
            imageDigest: input.image?.source,
            repeatIndex: slot.repeatIndex,
            place: slot.place,
            started: runner.clock.wall()
        )
    }

    func closing(
        _ input: Input,
        call: TrialCall,
        others: [EndedCall],
        result: TrialResult?
    ) -> LedgerEntry {
        .trialClosed(
            TrialClosing(
                id: id,
                step: TrialStep(
                    id: step,
                    tool: "extract",
                    inputDigest: input.prompt(of: lane.answer).inputDigest,
                    call: call,
                    others: others
                ),
                run: lane.lane.run,
                scoring: lane.lane.scoring,
                result: result,
                ended: runner.clock.wall()
            )
        )
    }
}

extension Runner {
    func newULID() -> ULID {
        var generator = SystemRandomNumberGenerator()
        let now = UInt64(max(0, clock.wall().milliseconds))
        return ULID(milliseconds: now, using: &generator)
    }
}
