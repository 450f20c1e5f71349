extension Mistake {
    static let commandLines = [
        usage("unknown flag", ["run", "trial.yaml", "--modles", "a"], names: ["--modles"]),
        usage("unknown verb", ["rnu", "trial.yaml"], names: ["rnu"]),
        usage("no benchmark", ["run"], names: ["<file>"]),
        usage(
            "no place in flight",
            ["run", "trial.yaml", "--concurrency", "0"],
            names: ["--concurrency must be between 1 and 1024"]
        ),
        usage(
            "too many in flight",
            ["run", "trial.yaml", "--concurrency", "1025"],
            names: ["--concurrency must be between 1 and 1024"]
        ),
        usage(
            "no case",
            ["run", "trial.yaml", "--limit", "0"],
            names: ["--limit must be at least 1"]
        ),
        usage("a negative listing", ["list", "--limit=-1"], names: ["--limit must be at least 1"]),
        usage("a port out of range", ["simulate", "--port", "65536"], names: ["--port", "65535"]),
        usage("time running backwards", ["simulate", "--speed=-1"], names: ["--speed"]),
        Mistake(
            "unknown split",
            ["run", "trial.yaml", "--split", "tset"],
            names: ["receipts.jsonl: split: found no record of \"tset\""]
        ),
        Mistake(
            "unknown model",
            ["run", "trial.yaml", "--models", "remot"],
            names: ["trial.yaml: --models: ", "\"remot\""]
        ),
        Mistake(
            "two goals of a cascade",
            ["cascade", "a", "b", "--budget", "1", "--accuracy", "0.5"],
            names: ["--error-cost, --budget and --accuracy exclude each other"]
        ),
        Mistake(
            "an unknown policy",
            ["cascade", "a", "b", "--policy", "guess"],
            names: ["--policy guess: expected one of schema_valid, "]
        ),
        Mistake("a cascade without a store", ["cascade", "a", "b"], names: noStore),
        Mistake("list without a store", ["list"], names: noStore),
        Mistake("show without a store", ["show", "latest"], names: noStore),
        Mistake("compare without a store", ["compare", "a", "b"], names: noStore),
        Mistake("gate without a store", ["gate", "--candidate", "a"], names: noStore),
        Mistake("baseline without a store", ["baseline", "save"], names: noStore),
        usage("neither a pilot nor a share", ["power"], names: ["--discordance"]),
        usage(
            "a volume of nothing",
            ["compare", "a", "b", "--volume", "0"],
            names: ["--volume 0.0: expected a number above 0"]
        ),
        Mistake("resume without a store", ["resume"], names: noStore),
    ]

    private static let noStore = ["results/tally.sqlite: no store here", "`tally run` makes one"]

    private static func usage(
        _ name: String,
        _ arguments: [String],
        names fragments: [String]
    ) -> Mistake {
        Mistake(name, arguments, names: ["Error: "] + fragments, isUsage: true)
    }
}
