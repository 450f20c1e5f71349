import TallyReport
import Testing

struct NumberTextTests {
    @Test(arguments: [
        (0.0004, "<0.01"), (0.314, "0.31"), (0.996, "1.0"), (1.84, "1.8"), (12.34, "12.3"),
        (99.96, "100"), (123.4, "123"),
    ])
    func `seconds keep about two digits`(value: Double, text: String) {
        #expect(NumberText.seconds(value) == text)
    }

    @Test(arguments: [(0, "0"), (0.9124, "91.2"), (0.9996, "100.0"), (1, "100"), (0.0004, "0.0")])
    func `only a true 0 or 1 loses its decimal`(share: Double, text: String) {
        #expect(NumberText.percent(share) == text)
    }

    @Test(arguments: [(9, "9s"), (70, "1m10s"), (605, "10m05s"), (7500, "2h05m"), (-3, "0s")])
    func `spans show their two largest units`(seconds: Int, text: String) {
        #expect(NumberText.span(.seconds(seconds)) == text)
    }

    @Test func `what is not finite is a dash`() {
        #expect(NumberText.fixed(.nan, decimals: 1) == "-")
        #expect(NumberText.fixed(-0.04, decimals: 1) == "0.0")
    }
}
