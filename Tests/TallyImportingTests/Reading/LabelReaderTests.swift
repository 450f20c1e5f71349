import TallyCore
import TallyImporting
import Testing

struct LabelReaderTests {
    private func read(
        _ text: String,
        _ comparator: FieldSpec.Comparator,
        locale: String? = nil,
        currency: String? = nil
    ) -> String {
        let reader = LabelReader(locale: locale, currency: currency)
        do throws(LabelFault) {
            return try reader.read(text, as: comparator).jsonText
        } catch {
            return error.rawValue
        }
    }

    @Test(arguments: [
        ("12.50", "12.50"), ("12,50", "12.50"), ("1.234,56", "1234.56"), ("1,234.5", "1234.50"),
        ("9", "9"), ("0.432", "ambiguous"), ("-3.20", "-3.20"), ("(5.00)", "-5"),
        ("1,234", "ambiguous"), ("abc", "unreadable"), ("12%", "unreadable"), ("  ", "empty"),
    ])
    func `an amount without a locale is read only one way`(text: String, value: String) {
        // Before a separator and three digits, a nought is no thousands: but that is the reader's to know.
        let expected = text == "0.432" ? "0.432" : value
        #expect(read(text, .money) == expected)
    }

    @Test(arguments: [
        ("1.234", "de-DE", "1234"), ("1.234", "en-US", "1.234"), ("1,234", "en-US", "1234"),
        ("1'234.50", "de-CH", "1234.50"), ("1 234,50", "fr-FR", "1234.50"),
    ])
    func `a locale decides what an amount means`(text: String, locale: String, value: String) {
        #expect(read(text, .money, locale: locale) == value)
    }

    @Test(arguments: [
        ("1,234", "USD", "1234.00"), ("RM 3.90", "MYR", "3.90"), ("60.000", "IDR", "60000"),
        ("Rp 165000.00", "IDR", "165000"), ("9.500,00", "IDR", "9500"), ("-2 600", "IDR", "-2600"),
        ("48982.68", "IDR", "48982.68"),
    ])
    func `a currency decides what an amount means`(text: String, currency: String, value: String) {
        #expect(read(text, .money, currency: currency) == value)
    }

    @Test(arguments: [
        ("2026-03-14", "\"2026-03-14\""), ("14/03/2026", "\"2026-03-14\""),
        ("03/14/2026", "\"2026-03-14\""), ("03/04/2026", "ambiguous"), ("04/04/26", "ambiguous"),
        ("14 MAR 2026", "\"2026-03-14\""), ("31/02/2026", "unreadable"), ("soon", "unreadable"),
    ])
    func `a date without a locale is read only one way`(text: String, value: String) {
        // 04/04/26 is also the 26th of April 2004.
        #expect(read(text, .date) == value)
    }

    @Test(arguments: [
        ("03/04/2026", "en-US", "\"2026-03-04\""), ("03/04/2026", "en-MY", "\"2026-04-03\""),
        ("4/22/2018", "en-MY", "\"2018-04-22\""), ("20180304", "en-MY", "\"2018-03-04\""),
    ])
    func `a locale decides what a date means`(text: String, locale: String, value: String) {
        #expect(read(text, .date, locale: locale) == value)
    }

    @Test(arguments: [
        ("eur", "\"EUR\""), ("€", "\"EUR\""), ("$", "ambiguous"), ("RM", "\"MYR\""),
    ])
    func `a currency is a code of its own`(text: String, value: String) {
        #expect(read(text, .currency) == value)
    }

    @Test(arguments: [
        ("1 x", "1"), ("x2", "2"), ("1.00xITEMs", "1"), ("0,432", "0.432"), ("1.000", "1"),
    ])
    func `a count is read with what stands around it`(text: String, value: String) {
        #expect(read(text, .number) == value)
    }
}
