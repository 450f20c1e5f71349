extension Mistake {
    static let stores = [
        Mistake(
            "store of a newer version",
            code: 1,
            names: ["results/tally.sqlite: store of version 99", "use a newer tally"]
        ) { try await $0.makeStore(changedBy: "PRAGMA user_version = 99") },
        Mistake(
            "reading a store of a newer version",
            code: 1,
            ["list"],
            names: ["results/tally.sqlite: store of version 99", "use a newer tally"]
        ) { try await $0.makeStore(changedBy: "PRAGMA user_version = 99") },
        Mistake(
            "somebody else's database",
            code: 1,
            names: ["results/tally.sqlite: a SQLite file, but not a Tally store"]
        ) { try await $0.makeStore(changedBy: "PRAGMA application_id = 1") },
        Mistake(
            "no SQLite file",
            code: 1,
            ["run", "trial.yaml", "--store", "receipts.jsonl"],
            names: ["receipts.jsonl: not a SQLite file"]
        ),
        Mistake(
            "a store where no folder can be",
            code: 1,
            ["run", "trial.yaml", "--store", "receipts.jsonl/tally.sqlite"],
            names: ["receipts.jsonl/tally.sqlite: its folder cannot be made"]
        ),
        Mistake(
            "unknown run",
            ["show", "nothing", "--store", "kept.sqlite"],
            names: ["no experiment or run \"nothing\" in kept.sqlite"]
        ) { try await $0.makeStore("kept.sqlite") },
        Mistake(
            "unknown run to export",
            ["export", "nothing", "--store", "kept.sqlite"],
            names: ["no experiment or run \"nothing\" in kept.sqlite"]
        ) { try await $0.makeStore("kept.sqlite") },
        Mistake(
            "an export into a folder that is not there",
            ["export", "latest", "--store", "kept.sqlite", "--out", "none/trials.csv"],
            names: ["none/trials.csv: no such file or directory"]
        ) { try await $0.makeStore("kept.sqlite") },
        Mistake(
            "an audit without runs that could agree",
            ["dataset", "audit", "latest", "--store", "kept.sqlite"],
            names: ["an audit needs two runs that can agree", "--models names others"]
        ) { try await $0.makeStore("kept.sqlite") },
        Mistake(
            "nothing to resume",
            ["resume", "--store", "kept.sqlite"],
            names: ["kept.sqlite: nothing to resume"]
        ) { try await $0.makeStore("kept.sqlite") },
    ]
}

extension Scene {
    /// Makes a store with one complete run, then changes it.
    func makeStore(
        _ name: String = "results/tally.sqlite",
        changedBy sql: String? = nil
    ) async throws {
        _ = try await tally("run", "trial.yaml", "--store", name)
        if let sql { try StoreFile(sandbox, name).execute(sql) }
    }
}
