import TallyImporting
import Testing

struct ReceiptLocaleTests {
    @Test(arguments: ["de-DE", "en-US", "ja-JP", "en-KW", "zh-Hans-CN", "fil-PH"])
    func `a language and a region are a locale`(text: String) {
        #expect(ReceiptLocale.problem(text) == nil)
    }

    @Test(arguments: [
        ("german", "de-DE"), ("Deutsch", "de-DE"), ("english", "en-US"), ("en", "en-US"),
        ("de_DE", "de-DE"), ("de-de", "de-DE"), ("DE-AT", "de-AT"), ("de-XX", "de-DE"),
    ])
    func `what is close gets a suggestion`(text: String, suggestion: String) {
        #expect(
            ReceiptLocale.problem(text)
                == "found \"\(text)\", expected a language and a region; did you mean \(suggestion)?"
        )
    }

    @Test(arguments: ["xx-XX", "xx", "", "-", "12", "de-DE-x-y", "klingonish"])
    func `another word is refused with an example`(text: String) {
        let problem = ReceiptLocale.problem(text) ?? ""
        #expect(problem.hasPrefix("found \"\(text)\", expected a language and a region"))
        #expect(problem.hasSuffix("such as de-DE") || problem.hasSuffix("de-DE?"))
    }
}
