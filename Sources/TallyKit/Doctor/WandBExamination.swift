internal import TallyConfiguration
internal import TallyCore
internal import TallyReport
internal import TallyStore
internal import TallyWandB

/// Whether runs would be logged for Weights & Biases, and would arrive.
struct WandBExamination {
    let environment: Environment
    let file: WandBOptions
    let store: String
    let isOffline: Bool

    func checkup() async -> Checkup {
        var checkup = Checkup(name: "W&B", findings: [])
        let settings: WandBSettings
        do {
            settings = try WandBSettings(
                flags: WandBOptions(),
                environment: environment,
                file: file,
                store: store
            )
        } catch {
            checkup.findings.append(.init("mode", .failure, "\(error)"))
            return checkup
        }
        guard settings.mode != .disabled else {
            checkup.findings.append(.init("mode", .fine, "disabled: nothing is logged"))
            return checkup
        }
        let project = settings.options.project ?? "tally"
        let text = "\(settings.mode.rawValue), into \(settings.root)/wandb, project \(project)"
        checkup.findings.append(.init("mode", .fine, text))
        if let unsent = try? WandBSync(store: store, environment: environment).pending().count,
            unsent > 0
        {
            let advice = "not sent yet: \(unsent); `tally wandb sync`"
            checkup.findings.append(.init("unsent", .fine, advice))
        }
        guard settings.mode == .online, !isOffline else { return checkup }
        var policy = WandBServer.patience
        policy.maxAttempts = 1
        do {
            let user = try await settings.server(policy: policy).user()
            checkup.findings.append(.init("key", .fine, "\(settings.baseURL) knows it: \(user)"))
        } catch {
            // A run is not held up by it.
            checkup.findings.append(.init("key", .warning, "\(error)"))
        }
        return checkup
    }
}
