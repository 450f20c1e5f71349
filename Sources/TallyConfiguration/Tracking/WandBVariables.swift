package import TallyCore

/// Reads what the environment says of Weights & Biases, in the variables of W&B's own client.
package struct WandBVariables: Sendable {
    private let environment: Environment

    /// The environment should have read the benchmark's `.env` already.
    package init(_ environment: Environment) { self.environment = environment }

    package func options() throws(ConfigurationError) -> WandBOptions {
        var options = WandBOptions()
        options.mode = try mode()
        options.project = try checked("WANDB_PROJECT", WandBRules.project)
        options.entity = try checked("WANDB_ENTITY", WandBRules.entity)
        options.group = value("WANDB_RUN_GROUP")
        options.jobType = value("WANDB_JOB_TYPE")
        options.notes = value("WANDB_NOTES")
        options.name = value("WANDB_NAME")
        options.directory = value("WANDB_DIR")
        options.runID = try checked("WANDB_RUN_ID", WandBRules.runID)
        options.baseURL = try address()
        for tag in value("WANDB_TAGS")?.split(separator: ",") ?? [] {
            let tag = tag.trimmed
            if let problem = WandBRules.tag(tag) { throw fault("WANDB_TAGS", tag, problem) }
            options.tags.append(tag)
        }
        return options
    }

    /// Whether the environment holds a key: then runs are sent unless something else is said.
    package var hasKey: Bool { value("WANDB_API_KEY") != nil || value("WANDB_API_KEY_FILE") != nil }

    /// The key: `WANDB_API_KEY`, the file that `WANDB_API_KEY_FILE` names, or the host's password in `~/.netrc`.
    package func key(for baseURL: String) throws(ConfigurationError) -> Secret? {
        var key = value("WANDB_API_KEY")
        if key == nil, let path = value("WANDB_API_KEY_FILE") {
            key = try TextFile.read(path).text.trimmed
        }
        if key == nil { key = try netrc(for: baseURL) }
        guard let key, !key.isEmpty else { return nil }
        guard key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw ConfigurationError(
                file: "WANDB_API_KEY",
                message: "holds a space, a line break or a letter beyond ASCII",
                suggestion: "copy the key again from https://wandb.ai/authorize"
            )
        }
        return Secret(key)
    }

    private func netrc(for baseURL: String) throws(ConfigurationError) -> String? {
        let home = environment.value("HOME").map { $0 + "/.netrc" }
        guard let path = value("NETRC") ?? home, let file = try TextFile.readIfPresent(path) else {
            return nil
        }
        let host = baseURL.split(separator: "/").dropFirst().first?.split(separator: ":").first
        return host.flatMap { Netrc.password(of: String($0), in: file.text) }
    }

    /// W&B's older words are understood, too.
    private func mode() throws(ConfigurationError) -> WandBOptions.Mode? {
        if let word = value("WANDB_DISABLED"), ["true", "1", "yes"].contains(word.lowercased()) {
            return .disabled
        }
        guard let word = value("WANDB_MODE") else { return nil }
        switch word.lowercased() {
        case "online", "run": return .online
        case "offline", "dryrun": return .offline
        case "disabled": return .disabled
        default: throw fault("WANDB_MODE", word, "expected online, offline or disabled")
        }
    }

    private func address() throws(ConfigurationError) -> String? {
        guard let text = value("WANDB_BASE_URL") else { return nil }
        guard text.hasPrefix("https://") || text.hasPrefix("http://") else {
            throw fault("WANDB_BASE_URL", text, "expected an address like https://api.wandb.ai")
        }
        return text
    }

    private func checked(
        _ name: String,
        _ problem: (String) -> String?
    ) throws(ConfigurationError) -> String? {
        guard let text = value(name) else { return nil }
        if let problem = problem(text) { throw fault(name, text, problem) }
        return text
    }

    private func fault(_ name: String, _ text: String, _ problem: String) -> ConfigurationError {
        ConfigurationError(file: name, message: "\(quoted(text)): \(problem)")
    }

    /// Empty counts as not set.
    private func value(_ name: String) -> String? {
        environment.value(name).flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension StringProtocol {
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
