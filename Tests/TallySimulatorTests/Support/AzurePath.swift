/// The addresses Azure's chat completions have.
enum AzurePath {
    static let current = "/openai/v1/chat/completions"
    static let dated = deployment("sim-a", "2024-10-21")
    static let models = "/models/chat/completions?api-version=2024-05-01-preview"
    static let all = [current, dated, models]

    static func deployment(_ name: String, _ version: String?) -> String {
        let query = version.map { "?api-version=\($0)" } ?? ""
        return "/openai/deployments/\(name)/chat/completions\(query)"
    }
}
