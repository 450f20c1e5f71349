import TallyCore
import TallyReport
import Testing

struct ReportAnswersTests {
    private func markdown(_ report: EvaluationReport) -> String { ReportMarkdown(report).text }

    @Test func `a dearer run that is right more often is worth it from a price on`() {
        #expect(
            markdown(Reports.report()).contains(
                "**Take phi-3-mini while a wrong document costs you less than $0.0725, and gpt-4o beyond that.**"
            )
        )
    }

    @Test func `a dearer run that is not shown to be better is not chosen`() {
        let text = markdown(Reports.report(accuracy: (0.01, -0.02, 0.04)))
        #expect(
            text.contains(
                "**Take phi-3-mini: gpt-4o costs more and is not shown to be right more often.**"
            )
        )
        #expect(text.contains("**Not settled:**"))
    }

    @Test func `stated costs of errors decide, and doubt is told`() {
        #expect(
            markdown(Reports.report(error: 0.5)).contains(
                "**gpt-4o costs least in all: $0.0591 a document, with reviews and errors as your benchmark states them.**"
            )
        )
        #expect(
            markdown(Reports.report(error: 0.07)).contains(
                "**phi-3-mini costs least in all: $0.0158 a document, with reviews and errors as your benchmark states "
                    + "them, not settled against gpt-4o.**"
            )
        )
    }

    @Test func `simulated runs are never simply recommended`() {
        #expect(
            markdown(Reports.report(areSimulated: true)).contains(
                "**Simulated, no model answered. In the simulation: take phi-3-mini"
            )
        )
    }

    @Test func `the worst fields and the commonest error are told`() {
        #expect(
            markdown(Reports.report()).contains(
                "- **phi-3-mini:** wrong in total 24.6 %, date 4.5 %; most often digit swap (7 times); 2 of 200 without a usable answer"
            )
        )
    }

    @Test func `without any run nothing is claimed`() {
        let text = markdown(EvaluationReport(experiments: []))
        #expect(text.contains("No verdict: nothing was run."))
    }

    @Test func `rows show each answer beside the truth, and no formula`() {
        let rows = ReportRows(Reports.report())
        var text = rows.head
        rows.forEach { text += $0 }
        #expect(
            text == """
                case,tags,flip,field,expected,phi-3-mini.answer,phi-3-mini.outcome,phi-3-mini.errors,gpt-4o.answer,\
                gpt-4o.outcome,gpt-4o.errors\r
                r1</script><b>,blurred,true,total,12.34,'=12.43,wrong,digit_swap,12.34,correct,\r

                """
        )
    }
}
