internal import TallyCore
internal import TallyRunner
internal import TallyScoring
internal import TallyStore

extension Session {
    /// What the runner works off.
    func plan(runs: [RunRecord], teams: [VariantProviders]) throws -> RunPlan {
        var plan = RunPlan(
            dataset: try writer.datasetRow(dataset.identity),
            cases: dataset.dataset,
            images: dataset.images,
            order: dataset.order,
            repeats: benchmark.repeats,
            task: benchmark.task,
            retry: benchmark.retry,
            seed: benchmark.seed,
            lanes: try zip(runs, zip(benchmark.variants, teams)).enumerated().map {
                index,
                lane in
                RunPlan.Lane(
                    index: index,
                    run: lane.0.id,
                    scoring: lane.0.ownScoring,
                    profile: lane.1.0.profile,
                    task: lane.1.0.task(of: benchmark.task),
                    provider: lane.1.1.answer,
                    escalation: lane.1.1.escalation,
                    prices: benchmark.prices,
                    finished: try writer.store.finishedTrials(of: lane.0)
                )
            },
            budget: benchmark.budget,
            spent: benchmark.budget.isEmpty
                ? .nothing : try writer.store.spent(of: runs.filter { !$0.isRecorded }),
            responses: KeptResponses(
                benchmark.cache,
                store: writer.store,
                profiles: benchmark.variants.flatMap(\.profiles),
                schema: schema
            )
        )
        plan.runBudget = benchmark.runBudget
        if !benchmark.runBudget.isEmpty {
            for (index, run) in runs.enumerated() where !run.isRecorded {
                plan.lanes[index].spent = try writer.store.spent(of: [run])
            }
        }
        plan.arrivals = benchmark.arrivals
        plan.recordedTimes = recordedTimes
        plan.schedule = benchmark.schedule
        plan.warmUp = benchmark.warmUp
        return plan
    }
}
