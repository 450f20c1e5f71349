import TallyCore
import TallyScoring
import Testing

/// Worked by hand, with the arithmetic beside it.
struct MetricTests {
    private func truth(_ json: String) throws -> MetricValue {
        MetricValue(try JSONParser.parse(json), allowsOptions: true)
    }

    private func prediction(_ json: String) throws -> MetricValue {
        MetricValue(try JSONParser.parse(json), allowsOptions: false)
    }

    @Test(
        arguments: [
            ("10", "10.0", 0.5), ("0", "0.0", 0), ("12.5", "\"12.50\"", 0.8),
            ("true", "\"TRUE\"", 1),
            ("1e16", "\"1e+16\"", 1), ("1e-7", "\"1e-07\"", 1), ("\"\"", "\"\"", 1),
            // "ab" against "ax" is 1/2, which stays; against "xy" 0.
            ("\"ab\"", "\"ax\"", 0.5), ("\"ab\"", "\"xy\"", 0),
            ("\" A  B \"", "\"a b\"", 1), ("null", "null", 1), ("null", "\"\"", 1),
            ("null", "[]", 1),
            ("null", "\"x\"", 0), ("\"x\"", "null", 0), ("{}", "{}", 1), ("[]", "[]", 1),
            // An extra key with nothing in it lengthens: 1 / 2.
            (#"{"a":"x"}"#, #"{"a":"x","b":null}"#, 0.5), (#"{"a":null}"#, "{}", 1),
            (#"{"a":""}"#, "{}", 0), (#"["a","b"]"#, #"["b","a"]"#, 1),
            // Three leaves, two of them found.
            (#"["a","b","c"]"#, #"["c","a"]"#, 2.0 / 3), ("[]", "\"x\"", 0),
            (#"{"__tuple__":["cat","dog"]}"#, "\"dog\"", 1), (#"["cat","dog"]"#, "\"dog\"", 1),
            (#"{"a":{"b":"x"}}"#, #"{"a":"x"}"#, 0),
        ] as [(String, String, Double)]
    )
    func `ANLS* of small values`(expected: String, answer: String, score: Double) throws {
        let found = ANLSStar.score(truth: try truth(expected), prediction: try prediction(answer))
        #expect(abs(found - score) < 1e-12, "\(found)")
    }

    @Test(
        arguments: [
            // The tree below the root: key (1) and leaf (3) cost 4; one letter wrong costs 1.
            (#"{"a":"cat"}"#, #"{"a":"cut"}"#, 0.75), (#"{"a":"cat"}"#, "{}", 0),
            (#"{"a":"cat"}"#, #"{"a":"cat","b":null}"#, 1), ("{}", "{}", 0),
            ("{}", #"{"a":"x"}"#, 0),
            // Another key costs 1 of 4.
            (#"{"a":"cat"}"#, #"{"b":"cat"}"#, 0.75),
        ] as [(String, String, Double)]
    )
    func `Donut's accuracy of small values`(expected: String, answer: String, score: Double) throws
    {
        let found = Donut.accuracy(truth: try truth(expected), prediction: try prediction(answer))
        #expect(abs(found - score) < 1e-12, "\(found)")
    }

    @Test func `Donut's F1 counts each field as often as it stands there`() throws {
        let counts = Donut.counts(
            truth: try truth(#"{"menu":[{"nm":"tea"},{"nm":"tea"},{"nm":"pie"}],"total":5}"#),
            prediction: try prediction(#"{"menu":{"nm":["tea","cake"]},"total":"5"}"#)
        )
        // Found: one tea and the total. Missed: tea and pie of the truth, cake of the answer.
        #expect(counts.found == 2 && counts.missed == 3)
        #expect(counts.f1 == 2.0 / 3.5)
        let nothing = Donut.counts(truth: try truth("{}"), prediction: try prediction("{}"))
        #expect(nothing.f1 == nil)
    }

    @Test func `KIEval counts a wrong entity as one correction`() throws {
        let counts = KIEval(
            truth: try truth(
                #"{"shop":"A","date":"1","items":[{"n":"tea","p":"2"},{"n":"pie","p":"3"}]}"#
            ),
            prediction: try prediction(
                #"{"shop":"B","total":"5","items":[{"n":"pie","p":"3"},{"n":"tea"},{"n":"jam","p":"9"}]}"#
            )
        )
        // Outside groups: shop wrong, date missing, total extra. Groups: pie found whole (2), tea found with p missing, jam
        // extra (2). So 3 found, 1 wrong, 2 missing, 3 extra.
        #expect(counts.found == 3 && counts.wrong == 1)
        #expect(counts.missing == 2 && counts.extra == 3)
        // TP 3, FP 1 + 3, FN 1 + 2: 2 * 3 / (6 + 4 + 3).
        #expect(counts.entityF1 == 6.0 / 13)
        // 3 / (3 + 1 + 2 + 3).
        #expect(counts.aligned == 3.0 / 9)
        // One whole group of two and three.
        #expect(counts.groupF1 == 2.0 / 5)
    }

    @Test func `KIEval pairs groups for the most equal entities, not by place`() throws {
        let counts = KIEval(
            truth: try truth(#"{"i":[{"a":"1","b":"2","c":"3"},{"a":"1","b":"9"}]}"#),
            prediction: try prediction(#"{"i":[{"a":"1","b":"9"},{"a":"1","b":"2","c":"4"}]}"#)
        )
        #expect(counts.found == 4 && counts.wrong == 1)
        #expect(counts.missing == 0 && counts.extra == 0)
    }

    @Test func `a single object is a group where the other side has a list of them`() throws {
        let counts = KIEval(
            truth: try truth(#"{"menu":[{"nm":"tea"}]}"#),
            prediction: try prediction(#"{"menu":{"nm":"tea"}}"#)
        )
        #expect(counts.found == 1 && counts.aligned == 1 && counts.groupsFound == 1)
    }

    @Test func `SROIE's task counts exact texts alone`() throws {
        let counts = try #require(
            SROIEExact(
                truth: try truth(
                    #"{"company":"ACME","date":"1/2/18","total":"9.00","address":"X"}"#
                ),
                prediction: try prediction(
                    #"{"company":"Acme","date":"1/2/18","total":"","x":"y"}"#
                )
            )
        )
        #expect(counts.found == 1 && counts.predicted == 2 && counts.expected == 4)
        #expect(counts.precision == 0.5 && counts.recall == 0.25)
        #expect(SROIEExact(truth: try truth("[]"), prediction: try prediction("{}")) == nil)
    }

    @Test(
        arguments: [
            ("1", "3", 0.5), ("0", "0", 1), ("\"ab\"", "\"ac\"", 0.5), ("null", "1", 0),
            ("[1,2]", "[1]", 0.5), ("{}", "{}", 1), ("true", "1", 1),
            // The mean over a, found, and b, which is missing.
            (#"{"a":1}"#, #"{"a":1,"b":2}"#, 0.5),
            // A text that holds an object is taken for it.
            (#"{"a":1}"#, #""{\"a\":1}""#, 1),
        ] as [(String, String, Double)]
    )
    func `JSONDiff of small values`(expected: String, answer: String, score: Double) throws {
        let found = JSONDiff.score(
            truth: try JSONParser.parse(expected),
            prediction: try JSONParser.parse(answer)
        )
        #expect(abs(found - score) < 1e-12, "\(found)")
    }

    @Test(
        arguments: [
            (0.1, "0.1"), (10, "10.0"), (1e15, "1000000000000000.0"),
            (9.1e15, "9100000000000000.0"),
            (1e16, "1e+16"), (1.5e300, "1.5e+300"), (0.0001, "0.0001"), (0.00001, "1e-05"),
            (-2.5e-8, "-2.5e-08"), (.leastNonzeroMagnitude, "5e-324"), (123456.789, "123456.789"),
            (-0.0, "-0.0"),
            (.infinity, "inf"),
        ] as [(Double, String)]
    )
    func `numbers are written as Python writes them`(value: Double, text: String) {
        #expect(PythonText.repr(value) == text)
    }

    @Test(
        arguments: [
            ("ΟΔΟΣ", "οδος"), ("Σ", "σ"), ("ΑΣ Σ", "ας σ"), ("İ", "i\u{307}"), ("ẞ", "ß"),
            ("A\u{A0}\u{3000}B\u{1C}C", "a b c"), ("a\u{200B}b", "a\u{200B}b"),
        ]
    )
    func `texts are folded as Python folds them`(text: String, folded: String) {
        #expect(PythonText.folded(text) == Array(folded.unicodeScalars))
    }

    @Test func `composed and decomposed letters are different texts`() throws {
        let score = ANLSStar.score(
            truth: try truth(#"{"a":"caf\u00e9"}"#),
            prediction: try prediction(#"{"a":"cafe\u0301"}"#)
        )
        #expect(abs(score - 0.6) < 1e-12)
    }
}
