import TallyConfiguration
import TallyCore
import Testing

/// Text that is not YAML, or more YAML than a benchmark needs, is refused with its line.
struct BadYAMLTests {
    @Test(arguments: [
        (
            "a: [1\n",
            "x.yaml:1: not YAML: did not find expected ',' or ']' while parsing a flow sequence that begins in line 1"
        ),
        (
            "a: \"b\n",
            "x.yaml:1: not YAML: found unexpected end of stream while scanning a quoted scalar that begins in line 1"
        ),
        ("a: 1\nb: c: d\n", "x.yaml:2: not YAML: mapping values are not allowed in this context"),
        ("a: 1\n\tb: 2\n", "x.yaml:2: a tab in the indentation; YAML indents with spaces"),
        ("a:\n\tb: 2\n", "x.yaml:2: a tab in the indentation; YAML indents with spaces"),
        ("a: *b\n", "x.yaml:1: not YAML: found undefined alias"),
        ("a: 1\u{0}\n", "x.yaml:1: not YAML: control characters are not allowed"),
        ("a: 1\n---\nb: 2\n", "x.yaml:2: not YAML: but found another document"),
        ("? [a]\n: 1\n", "x.yaml:1: a list or map as a key; a key is one word"),
        ("a: {b: {c: 1, c: 2}}\n", "x.yaml:1: the key \"c\" is written twice in one map"),
    ])
    func `text that is no YAML is named`(text: String, message: String) throws {
        #expect(try TemporaryFolder(["x.yaml": text]).complaint() == message)
    }

    /// Nine levels of nine aliases: four billion values if it were expanded.
    private static let bomb =
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + zip("abcdefgh", "bcdefghi").map { inner, outer in
            "\(outer): &\(outer) [" + Array(repeating: "*\(inner)", count: 9).joined(separator: ",")
                + "]\n"
        }.joined()

    @Test func `a bomb of aliases is refused before it is expanded`() throws {
        #expect(Self.bomb.utf8.count < 400)
        let folder = try TemporaryFolder(["x.yaml": Self.bomb])
        #expect(folder.complaint() == "x.yaml:9: more than 64 aliases (*name)")
    }

    @Test(arguments: ["? *u\n: 1\n", "*u : 1\n", "? [*u]\n: 1\n", "{[*u]: 1}: 2\n"])
    func `an expanding alias as a key is refused before it is hashed`(end: String) throws {
        let complaint = try TemporaryFolder(["x.yaml": doublings + end]).complaint()
        #expect(complaint?.contains("as a key") == true)
    }

    /// Twenty doublings, few enough aliases to be counted: a million values.
    private var doublings: String {
        let letters = Array("abcdefghijklmnopqrstu")
        return "a: &a [x, x]\n"
            + zip(letters, letters.dropFirst()).map { "\($1): &\($1) [*\($0), *\($0)]\n" }.joined()
    }

    @Test func `aliases that expand to too much stop at the limit`() throws {
        let complaint = try TemporaryFolder(["x.yaml": doublings]).complaint()
        #expect(complaint?.hasSuffix(": more than 50000 values") == true)
    }

    @Test(arguments: ["[", "- ", "{a: "])
    func `deep nesting is refused`(opening: String) throws {
        let closing = ["[": "]", "{a: ": "}"][opening] ?? ""
        for (depth, expected) in [(100, "nested deeper than 32 levels"), (100_000, "x.yaml:1: ")] {
            let text =
                String(repeating: opening, count: depth) + "1"
                + String(repeating: closing, count: depth)
            let complaint = try TemporaryFolder(["x.yaml": text]).complaint()
            #expect(complaint?.contains(expected) == true)
        }
    }

    @Test func `an alias within the limits stands for its value`() throws {
        let folder = try TemporaryFolder([
            "x.yaml": benchmark(
                "",
                variants: """

                      - {profile: sim-gpt-4o, parameters: &cool {temperature: 0.20}}
                      - {profile: sim-phi-3-mini, parameters: *cool}
                    """
            )
        ])
        let variants = try folder.load().benchmark.variants
        #expect(
            variants.map { $0.profile.parameters["temperature"] } == [
                .number("0.20"), .number("0.20"),
            ]
        )
    }

    @Test func `stars in a prompt are no aliases`() throws {
        let stars = (0..<100).map { "    **bold\($0)** and *cursive* &amp\n" }.joined()
        let text = benchmark("task:\n  prompt: |\n" + stars + "    {{text}}\n")
        let task = try TemporaryFolder(["x.yaml": text]).load().benchmark.task
        #expect(task.template.contains("**bold99** and *cursive* &amp"))
    }
}
