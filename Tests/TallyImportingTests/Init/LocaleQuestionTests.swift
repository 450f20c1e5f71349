import TallyImporting
import Testing

struct LocaleQuestionTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func report(_ labels: String) throws -> ImportReport {
        try folder.write(labels, to: "l.csv")
        try folder.write("SHOP", to: "a.txt")
        return try ProjectInit(InitOptions(source: folder.path, out: nil)).run().report
    }

    /// Gives the answers one after another; the question's lines and what it came to.
    private func ask(_ labels: String, _ answers: [String]) throws -> (String?, [String]) {
        let question = try #require(LocaleQuestion(try report(labels)))
        var rest = answers[...]
        var written: [String] = []
        let answer = question.ask(read: { rest.popFirst() }, write: { written.append($0) })
        return (answer, written)
    }

    @Test func `a word that is no locale is asked again`() throws {
        let (answer, written) = try ask("file,date\na,3/4/2026\n", ["german", "xx-XX", " de-DE "])
        #expect(answer == "de-DE")
        #expect(written.first?.hasPrefix("1 value can be read in two ways") == true)
        #expect(written.filter { $0.hasPrefix("Locale of the receipts") }.count == 3)
        #expect(written.contains { $0.contains("did you mean de-DE?") })
    }

    @Test(arguments: [[""], []])
    func `no answer leaves the values unannotated`(answers: [String]) throws {
        #expect(try ask("file,date\na,3/4/2026\n", answers).0 == nil)
    }

    @Test func `where a locale decides nothing, nothing is asked`() throws {
        #expect(LocaleQuestion(try report("file,currency,total\na,$,5\n")) == nil)
    }
}
