extension Mistake {
    static let datasets = [
        dataset(
            "dataset line 3,141 malformed",
            lines: 4000,
            line: 3141,
            #"{"id":"case-3141","text":"SHOP"#,
            names: ["receipts.jsonl:3141: "]
        ),
        dataset(
            "wrong type in expected",
            line: 2,
            #"{"id":"case-2","text":"SHOP","expected":{"total":"12,50"}}"#,
            names: [
                "receipts.jsonl:2: expected.total: found a string \"12,50\"", "expected a number",
            ]
        ),
        dataset(
            "unknown key in expected",
            line: 2,
            #"{"id":"case-2","text":"SHOP","expected":{"totl":12.5}}"#,
            names: ["receipts.jsonl:2: expected.totl: ", "did you mean \"total\"?"]
        ),
        dataset(
            "image outside the dataset",
            line: 3,
            #"{"id":"case-3","text":"SHOP","image":"../secret.png","expected":{}}"#,
            names: [
                "receipts.jsonl:3: image: found a path with '..'",
                "expected a path inside the dataset's folder",
            ]
        ),
        dataset(
            "the same id twice",
            line: 3,
            #"{"id":"case-1","text":"SHOP","expected":{}}"#,
            names: ["receipts.jsonl:3: id: ", "\"case-1\" of line 1 again"]
        ),
        dataset(
            "a case without text",
            line: 3,
            #"{"id":"case-3","image":"a.png","expected":{}}"#,
            names: ["receipts.jsonl: 1 of 12 cases have no text"]
        ),
        Mistake(
            "missing dataset",
            names: ["trial.yaml: dataset: nowhere: ", "no such file"]
        ) { scene in
            try scene.sandbox.write(
                "name: x\ndataset: nowhere\nvariants: [remote]\nprofiles:\n"
                    + "  remote: {provider: openai, model: m, endpoint: 'http://127.0.0.1:9'}\n",
                to: "trial.yaml"
            )
        },
    ]

    /// The scene's dataset with one line replaced.
    private static func dataset(
        _ name: String,
        lines: Int = 12,
        line: Int,
        _ replacement: String,
        names fragments: [String]
    ) -> Mistake {
        Mistake(name, names: fragments) { scene in
            var records = Receipts.lines(lines)
            records[line - 1] = replacement
            try scene.sandbox.write(records.joined(separator: "\n") + "\n", to: "receipts.jsonl")
        }
    }
}
