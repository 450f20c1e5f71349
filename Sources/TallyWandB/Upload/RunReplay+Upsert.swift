internal import Foundation
internal import SwiftProtobuf
internal import TallyCore

extension RunReplay {
    /// The variables of the upsert that tells a server all that is known of the run.
    var upsertVariables: JSONObject? {
        guard let run else { return nil }
        func text(_ value: String) -> JSONValue { value.isEmpty ? .null : .string(value) }
        return JSONObject([
            ("name", .string(run.runID)), ("project", text(run.project)),
            ("entity", text(run.entity)), ("groupName", text(run.runGroup)),
            ("displayName", text(run.displayName)), ("notes", text(run.notes)),
            ("jobType", text(run.jobType)), ("tags", .array(run.tags.map { .string($0) })),
            ("host", text(run.host)), ("program", text(environment?.program ?? "")),
            ("commit", text(run.git.commit)), ("repo", text(run.git.remoteURL)),
            ("config", .string(configText)),
        ])
    }

    /// The config as W&B keeps it: each member's value under `value`, and its own facts under `_wandb`.
    private var configText: String { wrappedConfig.jsonText }

    var wrappedConfig: JSONValue {
        var members = config.members.map { ($0.key, ["value": $0.value] as JSONValue) }
        members.append(("_wandb", ["value": ["t": ["12": .string(version)], "m": definitions]]))
        return .object(JSONObject(members))
    }

    /// The metrics' definitions under the field numbers of their records.
    private var definitions: JSONValue {
        let names = metrics.map(\.name)
        return .array(
            metrics.map { metric in
                var members: [(String, JSONValue)] = []
                if !metric.name.isEmpty { members.append(("1", .string(metric.name))) }
                if !metric.globName.isEmpty { members.append(("2", .string(metric.globName))) }
                if let index = names.firstIndex(of: metric.stepMetric), !metric.stepMetric.isEmpty {
                    members.append(("5", .number(index + 1)))
                }
                let options = metric.options
                let choice = metric.summary
                let set = { (flags: [(Int, Bool)]) -> JSONValue in
                    .array(flags.filter(\.1).map { .number($0.0) })
                }
                if metric.hasOptions {
                    let flags = [
                        (1, options.stepSync), (2, options.hidden), (3, options.defined),
                    ]
                    members.append(("6", set(flags)))
                }
                if metric.hasSummary {
                    let flags = [
                        (1, choice.min), (2, choice.max), (3, choice.mean), (4, choice.best),
                        (5, choice.last), (6, choice.none), (7, choice.copy), (8, choice.first),
                    ]
                    members.append(("7", set(flags)))
                }
                if metric.goal != .unset { members.append(("8", .number(metric.goal.rawValue))) }
                return .object(JSONObject(members))
            }
        )
    }
}

extension RunReplay {
    /// Files that the official client makes of a log, by name, so that the run's Files tab is as it would be.
    var ownFiles: [(name: String, bytes: [UInt8])] {
        var files = [
            ("config.yaml", Array(configFile.utf8)),
            ("wandb-summary.json", Array(JSONValue.object(summary).jsonText.utf8)),
        ]
        let lines = said + output
        if !lines.isEmpty {
            let text = lines.map { StreamLine.output($0) + "\n" }.joined()
            files.append(("output.log", Array(text.utf8)))
        }
        if let environment {
            files.append(("wandb-metadata.json", Array(environment.metadata.prettyText.utf8)))
        }
        return files
    }

    /// JSON is YAML; a member a line keeps it readable.
    private var configFile: String {
        (wrappedConfig.object?.members ?? []).map { member in
            let value = member.value["value"]?.jsonText ?? "null"
            return "\(JSONValue.string(member.key).jsonText):\n    value: \(value)\n"
        }.joined()
    }
}

extension LogEnvironment {
    fileprivate var metadata: JSONValue {
        let started = Moment(milliseconds: startedAt.seconds * 1000)
        var members = JSONObject([
            ("os", .string(os)), ("startedAt", .string(started.iso8601)),
            ("args", .array(args.map { .string($0) })), ("program", .string(program)),
            ("executable", .string(executable)),
        ])
        if hasGit { members["git"] = ["commit": .string(git.commit)] }
        return .object(members)
    }
}
