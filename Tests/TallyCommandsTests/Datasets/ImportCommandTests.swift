import Testing

/// `tally dataset import`.
@Suite(.timeLimit(.minutes(3)))
struct ImportCommandTests {
    @Test func `what was taken over and what was not is printed`() async throws {
        try await Sandbox.with { sandbox in
            try sandbox.write(
                "id,text,total,due\na,SHOP,\"1,50\",x\nb,SHOP,much,y\u{1B}[31m\n",
                to: "labels.csv"
            )
            let outcome = try await sandbox.run([
                "dataset", "import", "csv", "labels.csv", "--out", "mine/shops", "--split", "dev",
            ])
            #expect(outcome.code == 0)
            #expect(outcome.messages == "")
            let lines = outcome.output.split(separator: "\n").map(String.init)
            #expect(lines.first == "mine/shops: 2 cases,")
            #expect(lines.dropFirst().first?.hasPrefix("  sha256:") == true)
            #expect(
                lines.dropFirst(2) == [
                    "text in 2, images: 0 copied", "splits dev 2", "annotated: total 1, due 2",
                    "left unannotated: total 1 unreadable",
                    "  labels.csv:3: total: found \"much\", which cannot be read; left unannotated",
                ]
            )
            let valid = try await sandbox.run(["dataset", "validate", "mine/shops"])
            #expect(valid.code == 0)
            let again = try await sandbox.run([
                "dataset", "import", "csv", "labels.csv", "--out", "mine/shops",
            ])
            #expect(again.code == 2)
            #expect(again.messages.contains("is there already; --force replaces it"))
        }
    }

    @Test(arguments: [
        (["csv", "labels.csv"], "Missing expected argument '--out <out>'"),
        (["xml", "labels.csv", "--out", "x"], "Please provide one of 'sroie'"),
        (["csv", "labels.csv", "--out", "x"], "labels.csv: there is no such file or folder"),
        (["csv", "labels.csv", "--out", ".."], "\"..\" is no dataset name"),
    ])
    func `a wrong command line is told first`(arguments: [String], line: String) async throws {
        let outcome = try await Sandbox.with {
            try await $0.run(["dataset", "import"] + arguments)
        }
        #expect(outcome.code == 2)
        #expect(outcome.output == "")
        #expect(outcome.messageLines.first?.contains(line) == true)
    }

    @Test(arguments: [
        (
            ["import", "cord", "labels.csv", "--out", "x", "--map", "a=b"],
            "--map is for csv and jsonl; cord has fixed names"
        ),
        (
            ["import", "csv", "labels.csv", "--out", "x", "--map", "total"],
            "--map: found \"total\", expected field=column, such as total=Summe"
        ),
        (
            ["import", "csv", "labels.csv", "--out", "x", "--locale", "german"],
            "labels.csv: there is no such file or folder"
        ),
        (
            ["generate", "x", "--splits", "dev"],
            "--splits: found \"dev\", expected name=share, such as dev=1,test=2"
        ),
        (
            ["generate", "x", "--splits", "dev=0"],
            "--splits: found \"dev=0\", expected name=share, such as dev=1,test=2"
        ),
        (["generate", "x", "--count", "0"], "--count must be at least 1"),
        (["audit", "x", "--min-agree", "1"], "--min-agree 1: expected at least 2"),
    ])
    func `a wrong value is one line without the usage`(
        arguments: [String],
        line: String
    ) async throws {
        let outcome = try await Sandbox.with { try await $0.run(["dataset"] + arguments) }
        #expect(outcome.code == 2)
        #expect(outcome.output == "")
        #expect(outcome.messages == "tally: \(line)\n")
    }
}
