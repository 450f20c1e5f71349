internal import Foundation
internal import TallyAnalysis
internal import TallyCore
internal import TallyDatasets
internal import TallyStore

/// Forecasts runs of a benchmark from earlier ones in the store; nothing is sent, and nothing written.
struct RunForecasts {
    /// Prompts whose length is looked at.
    private static let sample = 200
    /// What an image adds to a prompt's bytes: about a thousand tokens.
    private static let imageBytes = 4000
    /// Experiments that are looked through, the newest first.
    private static let experiments = 200

    let storePath: String

    func forecast(
        _ benchmark: Benchmark,
        on dataset: RunnableDataset,
        day: String
    ) throws -> RunForecast {
        let cases = dataset.order.count
        let earlier = try earlierRuns()
        var forecast = RunForecast(
            benchmark: benchmark.name,
            cases: cases,
            repeats: benchmark.repeats,
            variants: try benchmark.variants.map { variant in
                var known = try self.variant(variant, benchmark, dataset, earlier, day: day)
                known.isSimulated = variant.isSimulated
                if let rate = benchmark.arrivals.perSecond, known.basis != .free {
                    let seconds = Double(cases * benchmark.repeats) / rate
                    if seconds > known.seconds ?? 0 {
                        (known.seconds, known.bound) = (seconds, "arrivals")
                    }
                }
                return known
            }
        )
        forecast.notes = notes(on: benchmark, forecast)
        if benchmark.variants.count > 1 {
            forecast.detectable = RunForecaster.detectable(cases: cases)
        }
        return forecast
    }

    private func notes(on benchmark: Benchmark, _ forecast: RunForecast) -> [String] {
        var notes: [String] = []
        if benchmark.cache.mode.isRead {
            notes.append(
                "the response cache is on: what it answers costs and takes nothing, and is counted here as if it were asked"
            )
        }
        if let most = benchmark.budget.cost, let cost = forecast.cost,
            cost.high > most.dollars
        {
            notes.append(
                cost.low > most.dollars
                    ? "max_cost will stop it before its end" : "max_cost may stop it before its end"
            )
        }
        let tokens = forecast.variants.filter { $0.basis != .free }.compactMap { variant in
            variant.promptTokens.flatMap { prompt in
                variant.answerTokens.map { prompt.value + $0.value }
            }
        }.reduce(0, +)
        if let most = benchmark.budget.tokens, tokens > Double(most) {
            notes.append("max_tokens will stop it before its end")
        }
        return notes
    }

    private func variant(
        _ variant: Variant,
        _ benchmark: Benchmark,
        _ dataset: RunnableDataset,
        _ earlier: EarlierRuns?,
        day: String
    ) throws -> RunForecast.Variant {
        let profile = variant.profile
        guard !variant.profiles.allSatisfy({ $0.provider == .rules || $0.isRecorded }) else {
            return RunForecast.Variant(
                name: variant.name,
                requests: 0,
                basis: .free,
                isSimulated: variant.isSimulated
            )
        }
        let forecaster = RunForecaster(
            profile,
            documents: dataset.order.count * benchmark.repeats
        )
        if let pilot = try earlier?.pilot(of: variant, asked: benchmark.task),
            let known = forecaster.variant(named: variant.name, from: pilot)
        {
            return known
        }
        let task = variant.task(of: benchmark.task)
        var bytes = Moments()
        for position in dataset.order.prefix(Self.sample) {
            let item = try dataset.dataset.load(position)
            let isShown = profile.image.map { $0.show == .both } ?? true
            let prompt = task.prompt(for: isShown ? item.text ?? "" : "")
            let image = profile.image == nil ? 0 : Self.imageBytes
            bytes.add(
                Double((prompt.system?.utf8.count ?? 0) + prompt.user.utf8.count + image)
            )
        }
        // Whom a cascade asks is not known before: at least its own profile, at most all of them.
        let parts = variant.profiles.map { profile in
            RunForecaster(profile, documents: dataset.order.count * benchmark.repeats).variant(
                named: variant.name,
                promptBytes: bytes,
                price: profile.expectedPriceKey.flatMap { benchmark.prices.price($0, on: day) }
            )
        }
        return parts.dropFirst().reduce(parts[0]) { $0.asking($1) }
    }

    private func earlierRuns() throws -> EarlierRuns? {
        guard FileManager.default.fileExists(atPath: storePath) else { return nil }
        let store = try Store(reading: storePath)
        return EarlierRuns(
            store: store,
            experiments: Array(try store.experiments().prefix(Self.experiments))
        )
    }
}

/// Runs of a store that may have asked what another is about to.
private struct EarlierRuns {
    let store: Store
    let experiments: [ExperimentRecord]

    /// Documents that are enough to go by.
    private static let enough = 20

    /// The newest run of enough documents that asked in the same way, whatever it asked about, or else the largest; `nil`
    /// where there is none.
    func pilot(of variant: Variant, asked task: ExtractionTask) throws -> RunForecaster.Pilot? {
        var best: RunForecaster.Pilot?
        for experiment in experiments {
            guard
                let asked = experiment.configuration["task"]
                    .flatMap(ExtractionTask.init(configuration:))
            else { continue }
            for run in try store.runs(of: experiment.id) where !run.isImported {
                guard let other = experiment.variant(of: run), other.asks(as: variant),
                    other.task(of: asked).configuration == variant.task(of: task).configuration
                else { continue }
                var pilot = RunForecaster.Pilot(run: run.ulid)
                try store.forEachTrial(of: run) { pilot.add($0) }
                if pilot.promptTokens.count >= Self.enough { return pilot }
                if pilot.promptTokens.count > best?.promptTokens.count ?? 1 { best = pilot }
            }
        }
        return best
    }
}

extension Variant {
    /// Whether answers of the two depend on the same.
    fileprivate func asks(as other: Variant) -> Bool {
        profile.identity == other.profile.identity
            && cascade?.identity == other.cascade?.identity
    }
}
