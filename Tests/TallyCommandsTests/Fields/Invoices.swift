/// Four invoices written by hand, what is true of them, and what a model makes of each.
enum Invoices {
    static let dataset = """
        {"id":"inv-1","locale":"de-DE","text":"SHOP Nordlicht END\\nRechnung NL-2026/0017\\nDatum 14.03.2026, zahlbar bis 28.03.2026\\nBestellungen A-1, B-2\\nNetto 1.000,00 EUR\\nUSt 190,00\\nGesamt 1.190,00 EUR","expected":{"invoice_number":"NL-2026/0017","date":"2026-03-14","due_date":"2026-03-28","status":"open","orders":["A-1","B-2"],"net":1000.00,"currency":"EUR","total":1190.00,"paid_on":null}}
        {"id":"inv-2","locale":"de-DE","text":"SHOP Halm END\\nRechnung 88\\nDatum 02.04.2026\\nBezahlt am 05.04.2026\\nNetto 84,03\\nGesamt 100,00 EUR","expected":{"invoice_number":"88","date":"2026-04-02","due_date":null,"status":"paid","orders":[],"net":84.03,"currency":"EUR","total":100.00,"paid_on":"2026-04-05"}}
        {"id":"inv-3","locale":"en-US","text":"SHOP Quill END\\nInvoice Q-3\\n2026-05-01\\nOrder 77, 77, 78\\nTotal $12.50","expected":{"invoice_number":"Q-3","date":"2026-05-01","orders":["77","77","78"],"currency":"USD","total":12.50,"status":"open"}}
        {"id":"inv-4","locale":"en-US","text":"SHOP Tarn END\\nInvoice T/4\\nDue 06/30/2026\\nTotal $7.00","expected":{"invoice_number":"T/4","due_date":"2026-06-30","status":"open","total":7.00}}

        """

    /// A right answer in other words, one a cent off, one with a lost element, and one outside the set of words.
    static func answer(to shop: String) -> String {
        switch shop {
        case "Nordlicht":
            """
            {"invoice_number":"nl 2026 0017","date":"14.03.2026","due_date":"28. März 2026","status":"OPEN",
             "orders":["B-2","a-1"],"net":"1.000,01 €","currency":"€","total":1190,"paid_on":null}
            """
        case "Halm":
            """
            {"invoice_number":"88","date":"2026-04-02","due_date":null,"status":"paid","orders":null,
             "net":84.05,"currency":"EUR","total":100,"paid_on":"2026-04-05"}
            """
        case "Quill":
            """
            {"invoice_number":"Q-3","date":"2026-05-01","due_date":"2026-05-31","status":"open",
             "orders":["77","78"],"net":null,"currency":"USD","total":12.5,"paid_on":null}
            """
        default:
            """
            {"invoice_number":"T/4","date":null,"due_date":"2026-06-30","status":"unpaid",
             "orders":[],"net":null,"currency":"USD","total":7,"paid_on":null}
            """
        }
    }

    static func benchmark(port: Int) -> String {
        """
        name: invoices
        dataset: invoices.jsonl
        task:
          required: [invoice_number, total, status]
          fields:
            - {name: invoice_number, compare: text, description: the number of the invoice}
            - {name: due_date, compare: date, description: when it must be paid}
            - {name: status, compare: enum, values: [paid, open]}
            - {name: orders, compare: list}
            - {name: net, compare: money, tolerance: 0.01}
            - {name: paid_on, compare: date}
            - date
            - currency
            - total
        variants: [rules, remote]
        profiles:
          remote:
            provider: openai
            model: test-model
            endpoint: http://127.0.0.1:\(port)/v1
            stream: false

        """
    }
}
