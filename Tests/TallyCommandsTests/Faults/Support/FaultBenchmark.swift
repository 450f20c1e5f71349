/// A benchmark of twelve small receipts that asks a `FaultServer`.
struct FaultBenchmark: Sendable {
    static let cases = 12

    /// Profiles that are compared; each asks for the model of its own name.
    var variants = ["remote"]
    var isStreamed = false
    var concurrency = 4
    /// Where the server is found, when not at its own loopback port.
    var endpoint: String?
    /// The value of `retry`; two attempts unless a test is about more.
    var retry = "{max_attempts: 2}"
    /// Further lines of every profile.
    var profile: [String] = []

    func text(port: Int) -> String {
        """
        name: trial
        dataset: receipts.jsonl
        variants: [\(variants.joined(separator: ", "))]
        retry: \(retry)
        task:
          fields: [merchant, date, total]
        profiles:
        \(variants.map { lines(of: $0, port: port) }.joined())
        """
    }

    private func lines(of name: String, port: Int) -> String {
        let lines =
            [
                "provider: openai", "model: \(name)",
                "endpoint: \(endpoint ?? "http://127.0.0.1:\(port)/v1")",
                "key_env: \(Scene.keyVariable)", "output: prompt", "stream: \(isStreamed)",
                "concurrency: \(concurrency)",
            ] + profile
        return "  \(name):\n" + lines.map { "    \($0)\n" }.joined()
    }
}
