import TallyCore
import TallyDatasets
import TallyImporting
import Testing

struct ProjectInitTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @discardableResult
    private func start(
        _ change: (inout InitOptions) -> Void = { _ in }
    ) throws -> (outcome: ProjectInit.Outcome, cases: [Case]) {
        var options = InitOptions(source: folder.path, out: nil)
        options.name = "mine"
        change(&options)
        let outcome = try ProjectInit(options).run()
        let dataset = try Dataset.open(options.dataset)
        return (outcome, try (0..<dataset.count).map { try dataset.load($0) })
    }

    private func failure(_ change: (inout InitOptions) -> Void = { _ in }) -> String {
        do {
            try start(change)
            return ""
        } catch {
            return "\(error)".replacing(folder.path, with: "DIR")
        }
    }

    private func remarks(_ outcome: ProjectInit.Outcome) -> [String] {
        outcome.report.remarks.map(\.description)
    }

    // MARK: Pairing

    @Test func `rows pair with images and texts by path, end of path and stem`() throws {
        try folder.write("file,total\nscans/a.jpg,1\nb.jpg,2\nc,3\n", to: "labels.csv")
        for name in ["scans/a.jpg", "scans/b.jpg", "scans/c.png"] {
            try folder.write(Pixel.png, to: name)
        }
        for name in ["ocr/a.txt", "ocr/b.txt", "ocr/c.txt"] { try folder.write(name, to: name) }
        let (outcome, cases) = try start()
        #expect(outcome.layout == "labels in labels.csv")
        #expect(cases.map(\.id) == ["mine-a", "mine-b", "mine-c"])
        #expect(cases.map(\.text) == ["ocr/a.txt", "ocr/b.txt", "ocr/c.txt"])
        #expect(
            cases.map(\.image) == [
                "images/scans/a.jpg", "images/scans/b.jpg", "images/scans/c.png",
            ]
        )
        #expect(outcome.report.unpaired == 0)
    }

    @Test func `what has no partner is named`() throws {
        try folder.write("id,total\na,1\nb,2\n", to: "labels.csv")
        try folder.write("SHOP", to: "a.txt")
        try folder.write(Pixel.png, to: "z.png")
        let (outcome, cases) = try start()
        #expect(cases.map(\.id) == ["a"])
        #expect(outcome.report.unpaired == 2)
        #expect(
            remarks(outcome) == [
                "labels.csv:3: there is no image or text named \"b\"; left out",
                "z.png: no label names it",
            ]
        )
    }

    @Test func `a name that several files have is not guessed`() throws {
        try folder.write("file,total\na.png,1\nx/a.png,2\n", to: "labels.csv")
        for name in ["x/a.png", "y/a.png"] { try folder.write(Pixel.png, to: name) }
        try folder.write("SHOP", to: "a.txt")
        let (outcome, cases) = try start()
        #expect(cases.map(\.image) == [nil, "images/x/a.png"])
        #expect(
            remarks(outcome).first
                == "labels.csv:2: \"a.png\" could be any of x/a.png, y/a.png"
        )
    }

    @Test func `rows that contradict each other about a file are one case without that field`()
        throws
    {
        try folder.write(
            "file,merchant,total,tax\nx.txt,SHOP,1.00,0.1\ny.txt,Y,3,\nx.txt,SHOP,2.00,0.10\n",
            to: "labels.csv"
        )
        for stem in ["x", "y"] { try folder.write("SHOP", to: "\(stem).txt") }
        let (outcome, cases) = try start()
        #expect(cases.map(\.id) == ["mine-y", "mine-x"])
        #expect(cases[1].expected.keys == ["merchant", "tax"])
        #expect(outcome.report.unannotated == ["total": [.conflicting: 1]])
        #expect(
            remarks(outcome) == [
                "labels.csv:2, labels.csv:4: name the same file; read as one case",
                "labels.csv:2, labels.csv:4: total: found \"1 | 2\", which differ; left unannotated",
            ]
        )
    }

    @Test func `a locale in a row that is none is refused`() throws {
        try folder.write("file,locale,date\nx.txt,german,3/4/2026\n", to: "labels.csv")
        try folder.write("SHOP", to: "x.txt")
        #expect(
            failure()
                == "labels.csv:2: locale: found \"german\", expected a language and a region; did "
                + "you mean de-DE?"
        )
    }

    @Test func `a JSON file a document pairs by its stem`() throws {
        try folder.write(#"{"merchant":"A","total":1.50,"tip":null}"#, to: "labels/a.json")
        try folder.write(#"{"expected":{"total":"2,50"}}"#, to: "labels/b.json")
        try folder.write(#"{"total":"#, to: "labels/c.json")
        for stem in ["a", "b", "c"] { try folder.write("TEXT \(stem)", to: "\(stem).txt") }
        let (outcome, cases) = try start()
        #expect(outcome.layout == "labels in 3 JSON files")
        #expect(cases.map(\.text) == ["TEXT a", "TEXT b"])
        #expect(
            cases[0].expected
                == JSONObject([("merchant", "A"), ("total", .number("1.50")), ("tip", .null)])
        )
        #expect(cases[1].expected["total"] == .number("2.50"))
        #expect(outcome.report.leftOut == 1)
    }

    @Test(arguments: [
        #"[{"file":"a.txt","total":1},{"file":"b.txt","total":2}]"#,
        #"{"a.txt":{"total":1},"b.txt":{"total":2}}"#,
    ])
    func `one JSON file may hold all documents`(labels: String) throws {
        try folder.write(labels, to: "labels.json")
        for stem in ["a", "b"] { try folder.write("TEXT \(stem)", to: "\(stem).txt") }
        let (_, cases) = try start()
        #expect(cases.map(\.id) == ["mine-a", "mine-b"])
        #expect(cases.map { $0.expected["total"] } == [1, 2])
    }

    @Test func `JSON lines with keys of one's own are read through a map`() throws {
        try folder.write(
            #"{"doc":"a","ocr":"SHOP","amount_due":"1.234,50","po":"X"}"# + "\n",
            to: "x.jsonl"
        )
        let (_, cases) = try start {
            $0.locale = "de-DE"
            $0.renames = [
                .init(field: "id", source: "doc"), .init(field: "text", source: "ocr"),
                .init(field: "total", source: "amount_due"),
            ]
        }
        #expect(cases.map(\.id) == ["a"])
        #expect(cases[0].expected == JSONObject([("total", .number("1234.50")), ("po", "X")]))
    }

    @Test func `what is no image by its content is left out and named`() throws {
        try folder.write("file,total\na,1\nb,2\nc,3\n", to: "labels.csv")
        try folder.write("%PDF-1.7\n", to: "a.pdf")
        try folder.write("just a text", to: "b.jpg")
        try folder.write(Pixel.png, to: "c.jpg")
        for stem in ["a", "b", "c"] { try folder.write("SHOP", to: "\(stem).txt") }
        let (outcome, cases) = try start()
        #expect(cases.map(\.image) == [nil, nil, "images/c.jpg"])
        #expect(outcome.report.unusable == 2)
        #expect(
            remarks(outcome) == [
                "a.pdf: left out: it is a PDF, which no model is shown; export its pages as PNG or "
                    + "JPEG",
                "b.jpg: left out: it is neither PNG, JPEG, GIF nor WebP; convert it to one of these",
            ]
        )
    }

    @Test func `a published layout's images are looked at too`() throws {
        try folder.write("0,0,9,0,9,9,0,9,SHOP\n", to: "box/1.csv")
        try folder.write(#"{"company":"SHOP","total":"5.00"}"#, to: "key/1.json")
        try folder.write("%PDF-1.7", to: "img/1.jpg")
        let (outcome, cases) = try start()
        #expect(cases.map(\.image) == [nil])
        #expect(remarks(outcome).contains { $0.contains("the image is not copied: found a PDF") })
    }

    @Test func `mapped keys of JSON are found whatever their letter case`() throws {
        try folder.write(
            #"{"Doc":"a","Truth":{"Sum":"1.50"},"Company":"S"}"# + "\n",
            to: "x.jsonl"
        )
        try folder.write("SHOP", to: "a.txt")
        let (_, cases) = try start {
            $0.renames = [
                .init(field: "id", source: "doc"), .init(field: "total", source: "truth.sum"),
                .init(field: "merchant", source: "company"),
            ]
        }
        #expect(
            cases.first?.expected
                == JSONObject([("total", .number("1.50")), ("merchant", "S")])
        )
    }

    // MARK: Layouts

    @Test func `published layouts are recognised`() throws {
        try folder.write("0,0,9,0,9,9,0,9,SHOP\n", to: "box/1.csv")
        try folder.write(#"{"company":"SHOP","total":"5.00"}"#, to: "key/1.json")
        #expect(try start().outcome.layout == "the layout of SROIE")
        let other = try TemporaryFolder()
        try other.write(#"{"gt_parse":{"total":{"total_price":"5"}}}"#, to: "json/1.json")
        let cord = try ProjectInit(InitOptions(source: other.path, out: nil)).run()
        #expect(cord.layout == "the layout of CORD")
        let third = try TemporaryFolder()
        try third.write(#"{"file_name":"a.png","annotations":[]}"#, to: "train.txt")
        let wild = try ProjectInit(InitOptions(source: third.path, out: nil)).run()
        #expect(wild.layout == "the layout of WildReceipt")
    }

    @Test func `a published layout says nothing of the licence of one's own data`() throws {
        try folder.write("0,0,9,0,9,9,0,9,SHOP\n", to: "box/1.csv")
        try folder.write(#"{"company":"SHOP","total":"5.00"}"#, to: "key/1.json")
        let (outcome, cases) = try start()
        let manifest = outcome.report.manifest
        #expect(manifest.license == nil)
        #expect(manifest.source == nil)
        #expect(manifest.description == nil)
        #expect(outcome.report.assumed == ["locale en-MY", "currency MYR"])
        #expect(cases.first?.expected["currency"] == "MYR")
    }

    @Test func `with a locale of one's own no currency is assumed`() throws {
        try folder.write("0,0,9,0,9,9,0,9,SHOP\n", to: "box/1.csv")
        try folder.write(#"{"company":"SHOP","total":"5,00"}"#, to: "key/1.json")
        let (outcome, cases) = try start { $0.locale = "de-DE" }
        #expect(outcome.report.assumed == [])
        #expect(
            cases.first?.expected
                == JSONObject([("merchant", "SHOP"), ("total", 5)])
        )
    }

    @Test func `canonical records keep all they hold`() throws {
        try folder.write(
            #"{"id":"a","text":"SHOP","expected":{"total":5},"tags":["x"],"weight":2}"# + "\n",
            to: "x.jsonl"
        )
        let (outcome, cases) = try start()
        #expect(outcome.layout == "records in x.jsonl")
        #expect(cases.first?.tags == ["x"])
        #expect(cases.first?.weight == 2)
    }

    @Test func `a value that no dataset can hold is left unannotated`() throws {
        try folder.write(#"{"file":"a.txt","total":[1],"merchant":"M"}"# + "\n", to: "x.jsonl")
        try folder.write("SHOP", to: "a.txt")
        let (outcome, cases) = try start()
        #expect(cases.first?.expected == JSONObject([("merchant", "M")]))
        #expect(outcome.report.unannotated == ["total": [.unreadable: 1]])
        #expect(
            remarks(outcome) == [
                "x.jsonl:1: total: found a list, which a dataset cannot hold; left unannotated"
            ]
        )
    }

    @Test(arguments: ["a.txt", "labels.csv"])
    func `a link out of the folder is not read`(name: String) throws {
        let other = try TemporaryFolder()
        let secret = try other.write("file,total\nsecret,1\n", to: "secret.txt")
        try folder.link(name, to: secret)
        if name == "a.txt" { try folder.write("file,total\na.txt,5\n", to: "labels.csv") }
        try folder.write("SHOP", to: "secret.txt")
        #expect(failure().contains("\(name): found a link that leaves the folder"))
    }

    @Test func `labels with a total of their own are not CORD`() throws {
        try folder.write(#"{"total":5}"#, to: "a.json")
        try folder.write("TOTAL 5", to: "a.txt")
        #expect(try start().outcome.layout == "labels in a.json")
    }

    // MARK: The benchmark

    @Test func `the benchmark names what is annotated`() throws {
        try folder.write("file,date,total,tax\na.txt,2026-03-14,5,1\n", to: "labels.csv")
        try folder.write("SHOP", to: "a.txt")
        try start()
        let text = try folder.text("tally/benchmark.yaml")
        #expect(text.contains("name: mine\ndataset: dataset\n"))
        #expect(text.contains("  fields: [date, tax, total]\n"))
        #expect(text.contains("  required: [date, total]\n"))
        #expect(text.contains("  - rules\n"))
        #expect(text.contains("  # - gpt-4o-mini\n"))
        #expect(text.contains("  # - phi-3-mini\n"))
    }

    @Test func `fields of one's own get the comparator their values call for`() throws {
        try folder.write(
            "file,total,Invoice No.,Due,Fee,Währung 2\n"
                + "a.txt,5,A1,2026-04-01,\"1,20\",x\nb.txt,5,17,2026-04-02,€ 3.00,y\n",
            to: "labels.csv"
        )
        for stem in ["a", "b"] { try folder.write("SHOP", to: "\(stem).txt") }
        try start()
        #expect(
            try folder.text("tally/benchmark.yaml").contains(
                """
                  fields:
                    - total
                    - {name: invoice_no, compare: text}
                    - {name: due, compare: date}
                    - {name: fee, compare: money}
                    - {name: wahrung_2, compare: text}

                """
            )
        )
    }

    @Test func `columns of plain numbers are numbers, those that only look so are not`() throws {
        try folder.write(
            "file,total,Pages,Weight,Code,Card,Big\n"
                + "a.txt,5,3,0.5,007,4006381333931,1.234\nb.txt,5,12,2,123,4006381333932,2.000\n",
            to: "labels.csv"
        )
        for stem in ["a", "b"] { try folder.write("SHOP", to: "\(stem).txt") }
        try start()
        let text = try folder.text("tally/benchmark.yaml")
        for (name, kind) in [
            ("pages", "number"), ("weight", "number"), ("code", "text"), ("card", "text"),
            ("big", "text"),
        ] {
            #expect(text.contains("    - {name: \(name), compare: \(kind)}\n"))
        }
    }

    @Test func `one's own fields that every case has are required too`() throws {
        try folder.write(
            #"{"file":"a.txt","total":5,"invoice":"A","due":"2026-04-01","orders":["x"]}"# + "\n"
                + #"{"file":"b.txt","total":5,"invoice":null,"orders":["y"]}"# + "\n",
            to: "labels.jsonl"
        )
        for stem in ["a", "b"] { try folder.write("SHOP", to: "\(stem).txt") }
        try start()
        let text = try folder.text("tally/benchmark.yaml")
        #expect(text.contains("  required: [total, invoice]\n"))
        #expect(text.contains("  # The built-in prompt speaks of receipts."))
    }

    @Test func `for receipts nothing is said of the prompt`() throws {
        try folder.write("file,date,total,po\na.txt,2026-03-14,5,X\n", to: "labels.csv")
        try folder.write("SHOP", to: "a.txt")
        try start()
        #expect(!(try folder.text("tally/benchmark.yaml").contains("built-in prompt")))
    }

    @Test func `images alone need another profile than rules`() throws {
        try folder.write("file,total\na.png,5\n", to: "labels.csv")
        try folder.write(Pixel.png, to: "a.png")
        let (outcome, _) = try start()
        #expect(outcome.facts.withText == 0)
        let text = try folder.text("tally/benchmark.yaml")
        #expect(!text.contains("  - rules"))
        #expect(
            text.hasSuffix(
                "\n  - {profile: gpt-4o-mini, name: gpt-4o-mini-vision, image: true}\n"
            )
        )
    }

    @Test func `with texts and images, a variant that is shown both is there to be uncommented`()
        throws
    {
        try folder.write("file,total\na,5\n", to: "labels.csv")
        try folder.write(Pixel.png, to: "a.png")
        try folder.write("SHOP", to: "a.txt")
        try start()
        let text = try folder.text("tally/benchmark.yaml")
        #expect(
            text.contains(
                "  # - {profile: gpt-4o-mini, name: gpt-4o-mini-vision, image: {show: both}}\n"
            )
        )
        #expect(text.contains("  - rules\n"))
    }

    @Test func `where nothing can be shown no model is named`() throws {
        try folder.write(
            #"{"file_name":"a.png","gt_parse":{"total":{"total_price":"5"}}}"# + "\n",
            to: "metadata.jsonl"
        )
        let (outcome, cases) = try start()
        #expect(cases.count == 1)
        #expect(!outcome.facts.isShowable)
        #expect(!folder.exists("tally/benchmark.yaml"))
    }

    @Test func `cases whose image is not there are no part of what runs`() throws {
        let lines = ["a", "b"].map {
            #"{"file_name":"\#($0).png","gt_parse":{"total":{"total_price":"5"}}}"#
        }
        try folder.write(lines.joined(separator: "\n"), to: "metadata.jsonl")
        try folder.write(Pixel.png, to: "b.png")
        let (outcome, cases) = try start()
        #expect(cases.map(\.split) == ["nothing-to-show", "image-only"])
        #expect(outcome.facts.split == "image-only")
        #expect(try folder.text("tally/benchmark.yaml").contains("split: image-only\n"))
    }

    @Test func `where only some have a text, these are a split of their own`() throws {
        try folder.write("file,total\na.png,5\nb.txt,5\n", to: "labels.csv")
        try folder.write(Pixel.png, to: "a.png")
        try folder.write("SHOP", to: "b.txt")
        let (outcome, cases) = try start()
        #expect(cases.map(\.split) == ["image-only", "with-text"])
        #expect(outcome.facts.split == "with-text")
        #expect(try folder.text("tally/benchmark.yaml").contains("split: with-text\n"))
    }

    // MARK: Places

    @Test func `a benchmark file may be named, the dataset lies beside it`() throws {
        try folder.write("file,total\na.txt,5\n", to: "in/labels.csv")
        try folder.write("SHOP", to: "in/a.txt")
        let options = InitOptions(source: folder.path + "/in/", out: folder.path + "/b/shops.yaml")
        _ = try ProjectInit(options).run()
        #expect(folder.exists("b/shops.yaml"))
        #expect(folder.exists("b/shops/dataset.json"))
        #expect(try folder.text("b/shops.yaml").contains("dataset: shops\n"))
    }

    @Test func `nothing is overwritten unasked, and a second time finds the same`() throws {
        try folder.write("file,total\na.txt,5\n", to: "labels.csv")
        try folder.write("SHOP", to: "a.txt")
        let first = try start().cases
        #expect(failure() == "DIR/tally/benchmark.yaml is there already; --force replaces it")
        let second = try start { $0.overwrites = true }
        #expect(second.cases == first)
        #expect(second.outcome.report.unpaired == 0)
    }

    @Test func `what an earlier init wrote is no source of labels or images`() throws {
        try folder.write("file,total\na.png,5\n", to: "labels.csv")
        try folder.write(Pixel.png, to: "a.png")
        let first = try start().cases
        let again = try start { options in
            options = InitOptions(source: folder.path, out: folder.path + "/other")
            options.name = "mine"
        }
        #expect(again.cases == first)
        #expect(again.outcome.layout == "labels in labels.csv")
        #expect(
            remarks(again.outcome) == ["tally/dataset: is a dataset already, which is passed over"]
        )
    }

    @Test func `a dataset.json that is no manifest hides nothing`() throws {
        try folder.write("file,total\na.png,5\n", to: "labels.csv")
        try folder.write(Pixel.png, to: "scans/a.png")
        try folder.write(#"{"frames":3}"#, to: "scans/dataset.json")
        #expect(try start().cases.map(\.image) == ["images/scans/a.png"])
    }

    @Test func `a folder without labels says what was found`() throws {
        try folder.write(Pixel.png, to: "a.png")
        #expect(
            failure()
                == "DIR: found 1 image and 0 texts but no labels, expected a CSV file, JSON lines, "
                + "or a JSON file a document"
        )
        #expect(!folder.exists("tally"))
    }

    @Test func `of several files with labels one must be named`() throws {
        for name in ["a", "b"] { try folder.write("file,total\nx.txt,5\n", to: "\(name).csv") }
        try folder.write("SHOP", to: "x.txt")
        #expect(failure() == "DIR: found labels in a.csv, b.csv; name one with --labels")
        #expect(try start { $0.labels = "b.csv" }.cases.count == 1)
    }

    @Test func `a key close to a field's is a mistake, not a field of one's own`() throws {
        try folder.write(#"{"totl":5}"#, to: "a.json")
        try folder.write("SHOP", to: "a.txt")
        #expect(failure() == #"a.json: totl: found an unknown key; did you mean "total"?"#)
    }
}
