import TallyScoring
import Testing

@Suite struct CurrencyReaderTests {
    @Test(arguments: [
        ("EUR", "€"), ("EUR", "euro"), ("EUR", " Eur "), ("MYR", "RM"), ("MYR", "Ringgit"),
        ("MYR", "MYR (RM)"), ("IDR", "Rp."), ("USD", "$"), ("SGD", "$"), ("USD", "US$"),
        ("USD", "US Dollar"), ("GBP", "£"), ("JPY", "¥"), ("CNY", "RMB"), ("CHF", "Fr."),
        ("USD", "US Dollar (USD)"), ("XYZ", "xyz"),
    ])
    func `maps signs and names to codes`(code: String, text: String) {
        #expect(CurrencyReader.agree(code, text))
    }

    @Test(arguments: [
        ("EUR", "$"), ("USD", "S$"), ("MYR", "SGD"), ("USD", ""), ("USD", "money"), ("EUR", "EU"),
    ])
    func `keeps different currencies apart`(code: String, text: String) {
        #expect(!CurrencyReader.agree(code, text))
    }
}
