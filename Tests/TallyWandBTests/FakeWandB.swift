import Synchronization
import TallyCore
import TestServer

/// A W&B server in a few lines, which keeps what it is told, and fails when told to.
final class FakeWandB: Sendable {
    struct State {
        var history: [Int: JSONValue] = [:]
        var output: [Int: String] = [:]
        var summary: JSONValue?
        var config: JSONValue?
        var tags: [String] = []
        var files: [String: String] = [:]
        var exitCodes: [Int] = []
        /// Requests by what they ask for.
        var asked: [String: Int] = [:]
        var authorizations: Set<String> = []
    }

    private let state = Mutex(State())
    /// Chooses what happens in place of an answer: by the kind of request and how often it was asked.
    private let fault: @Sendable (_ kind: String, _ turn: Int) -> Fault?
    private let isStopped: Bool

    init(
        isStopped: Bool = false,
        fault: @escaping @Sendable (_ kind: String, _ turn: Int) -> Fault? = { _, _ in nil }
    ) {
        self.isStopped = isStopped
        self.fault = fault
    }

    var seen: State { state.withLock { $0 } }

    var script: FaultServer.Script {
        FaultServer.Script { [self] request in answer(request) }
    }

    private func answer(_ request: FaultServer.Request) -> Fault {
        let kind = kind(of: request.text)
        let turn = state.withLock { state in
            state.asked[kind, default: 0] += 1
            if let header = request.header("authorization") { state.authorizations.insert(header) }
            return state.asked[kind] ?? 0
        }
        if let fault = fault(kind, turn) { return fault }
        let body = request.text.split(separator: "\r\n\r\n", maxSplits: 1).dropFirst().first ?? ""
        let value = (try? JSONParser.parse(String(body))) ?? .null
        switch kind {
        case "upsert": return upsert(value["variables"] ?? .null)
        case "status": return status()
        case "files": return places(value["variables"] ?? .null, host: request.header("host") ?? "")
        case "stream": return stream(value)
        default:
            let path = request.text.split(separator: " ").dropFirst().first ?? ""
            state.withLock { $0.files[String(path.dropFirst("/put/".count))] = String(body) }
            return ok("{}")
        }
    }

    private func kind(of text: String) -> String {
        if text.hasPrefix("PUT ") { return "put" }
        if text.contains("/file_stream ") { return "stream" }
        if text.contains("CreateRunFiles") { return "files" }
        return text.contains("RunResumeStatus") ? "status" : "upsert"
    }

    private func upsert(_ variables: JSONValue) -> Fault {
        state.withLock { state in
            let text = variables["config"]?.string ?? ""
            state.config = try? JSONParser.parse(text)
            state.tags = (variables["tags"]?.array ?? []).compactMap(\.string)
        }
        let name = variables["name"]?.string ?? ""
        return ok(
            """
            {"data":{"upsertBucket":{"bucket":{"name":"\(name)","project":{"name":"receipts",\
            "entity":{"name":"team"}}}}}}
            """
        )
    }

    private func status() -> Fault {
        let state = seen
        let last = state.history.keys.max().flatMap { state.history[$0] }
        let tail = JSONValue.array(last.map { [.string($0.jsonText)] } ?? []).jsonText
        let bucket: JSONValue = [
            "historyLineCount": .number(state.history.count),
            "logLineCount": .number(state.output.count), "historyTail": .string(tail),
        ]
        return ok("{\"data\":{\"model\":{\"bucket\":\(bucket.jsonText)}}}")
    }

    private func places(_ variables: JSONValue, host: String) -> Fault {
        let files = (variables["files"]?.array ?? []).compactMap(\.string).map { name in
            "{\"name\":\"\(name)\",\"uploadUrl\":\"http://\(host)/put/\(name)\"}"
        }
        return ok(
            """
            {"data":{"createRunFiles":{"uploadHeaders":["X-Store: blob"],\
            "files":[\(files.joined(separator: ","))]}}}
            """
        )
    }

    private func stream(_ part: JSONValue) -> Fault {
        state.withLock { state in
            for member in part["files"]?.object?.members ?? [] {
                let offset = member.value["offset"]?.integer ?? 0
                for (index, line) in (member.value["content"]?.array ?? []).enumerated() {
                    let text = line.string ?? ""
                    switch member.key {
                    case "wandb-history.jsonl":
                        state.history[offset + index] = try? JSONParser.parse(text)
                    case "output.log": state.output[offset + index] = text
                    default: state.summary = try? JSONParser.parse(text)
                    }
                }
            }
            if part["complete"] == true { state.exitCodes.append(part["exitcode"]?.integer ?? -1) }
        }
        return ok(isStopped ? "{\"stopped\":true}" : "{\"exitcode\":null,\"limits\":{}}")
    }

    private func ok(_ body: String) -> Fault {
        Fault("answer", [TestServer.response("200 OK", "", body)])
    }
}

extension Fault {
    static func status(_ status: String, _ headers: String = "") -> Fault {
        Fault(status, [TestServer.response(status, headers, "{\"error\":\"no\"}")])
    }
}
