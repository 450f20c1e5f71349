import TallyCore
import TallyReport
import Testing

struct BillTests {
    private static let price = Price(
        from: "2026-01-01",
        input: 150_125,
        cachedInput: 75_000,
        cacheWrite: nil,
        output: 600_377
    )

    private func attempt(
        _ usage: Usage?,
        _ billing: Exchange.Billing? = .billed,
        day: String = "2026-11-24",
        price: Price? = BillTests.price,
        model: String? = "m-1"
    ) -> AttemptRecord {
        AttemptRecord(
            day: day,
            billing: billing,
            usage: usage,
            priceKey: "mini",
            price: price,
            returnedModel: model
        )
    }

    private func csv(_ attempts: [AttemptRecord], isSimulated: Bool = false) -> [String] {
        var bill = Bill()
        for attempt in attempts { bill.add(attempt, model: "mini", isSimulated: isSimulated) }
        return BillExport(.csv).text(of: bill).split(separator: "\r\n").map(String.init)
    }

    @Test func `kinds of tokens are summed by day and model, and the roundings stand apart`() {
        let rows = csv([
            attempt(Usage(input: 3, cachedInput: 5, output: 1)),
            attempt(Usage(input: 4, output: 1)),
            attempt(Usage(input: 1), day: "2026-11-25"), attempt(Usage(input: 2), model: "m-2"),
        ])
        #expect(
            rows == [
                "model,returned_model,day,price_key,billing,kind,requests,tokens,usd_per_million,"
                    + "cost_usd,possible_usd,simulated",
                "mini,m-1,2026-11-24,mini,billed,input,2,7,0.150125,0.000001050875,,false",
                "mini,m-1,2026-11-24,mini,billed,cached_input,1,5,0.075,0.000000375,,false",
                "mini,m-1,2026-11-24,mini,billed,output,2,2,0.600377,0.000001200754,,false",
                "mini,m-1,2026-11-24,mini,billed,rounding,,,,0.000000000371,,false",
                "mini,m-1,2026-11-25,mini,billed,input,1,1,0.150125,0.000000150125,,false",
                "mini,m-1,2026-11-25,mini,billed,rounding,,,,-0.000000000125,,false",
                "mini,m-2,2026-11-24,mini,billed,input,1,2,0.150125,0.00000030025,,false",
                "mini,m-2,2026-11-24,mini,billed,rounding,,,,-0.00000000025,,false",
            ]
        )
    }

    @Test func `short and long prompts have no one rate, and capacity has none`() {
        var long = attempt(Usage(input: 20))
        long.price = Price(
            from: "2026-01-01",
            rates: Self.price.rates,
            tiers: [.init(above: 10, rates: Rates(input: 1_000_000, output: 0))]
        )
        var hourly = attempt(Usage(input: 9), model: "ptu")
        hourly.price = nil
        hourly.isHourly = true
        let rows = csv([attempt(Usage(input: 3)), long, hourly])
        #expect(rows[1] == "mini,m-1,2026-11-24,mini,billed,input,2,23,,0.000020450375,,false")
        #expect(rows.last == "mini,ptu,2026-11-24,mini,by_the_hour,input,1,9,,,,false")
    }

    @Test func `writes that are kept for an hour have a row of their own`() {
        var price = Self.price
        price.cacheWrite = 187_500
        price.cacheWriteLong = 300_000
        let usage = Usage(input: 1, cacheWrite: 2, cacheWriteLong: 10_000, output: 1)
        let rows = csv([attempt(usage, price: price)])
        #expect(
            rows.contains(
                "mini,m-1,2026-11-24,mini,billed,1_h_cache_write,1,10000,0.3,0.003,,false"
            ),
            "\(rows)"
        )
    }

    @Test func `what is not surely billed stands in rows of its own`() {
        var cut = attempt(nil, nil, model: nil)
        cut.isDone = false
        let rows = csv([
            attempt(Usage(input: 8), .possiblyBilled), attempt(nil, .notBilled), cut, cut,
            attempt(Usage(input: 5, cacheWrite: 2)), attempt(Usage(input: 1), price: nil),
            attempt(nil, .billed, model: "m-3"), attempt(.zero, model: "m-4"),
        ])
        #expect(
            Array(rows.dropFirst()) == [
                "mini,,2026-11-24,mini,unknown,,2,,,,,false",
                "mini,m-1,2026-11-24,mini,possibly_billed,input,1,8,0.150125,,0.000001201,false",
                "mini,m-1,2026-11-24,mini,unpriced,input,2,6,,,,false",
                "mini,m-1,2026-11-24,mini,unpriced,cache_write,1,2,,,,false",
                "mini,m-3,2026-11-24,mini,unpriced,,1,,,,,false",
                "mini,m-4,2026-11-24,mini,billed,,1,,,0,,false",
            ]
        )
    }

    @Test func `simulated requests are no part of an invoice and say so`() {
        #expect(csv([attempt(Usage(input: 8))], isSimulated: true)[1].hasSuffix(",true"))
    }

    @Test func `the dollars of all rows are the attempts' costs, whatever was used`() throws {
        var generator = SeededGenerator(seed: 11)
        var bill = Bill()
        var total = Money.zero
        for _ in 0..<5_000 {
            let usage = Usage(
                input: generator.below(9_000),
                cachedInput: generator.below(900),
                output: generator.below(90)
            )
            let attempt = attempt(usage, day: "2026-11-0\(1 + generator.below(9))")
            bill.add(attempt, model: "mini-\(generator.below(3))", isSimulated: false)
            total += try #require(Self.price.cost(of: usage))
        }
        let lines = BillExport(.jsonl).text(of: bill).split(separator: "\n")
        var picodollars = 0
        for line in lines {
            let value = try JSONParser.parse(String(line))
            guard case .number(let dollars)? = value["cost_usd"] else { continue }
            picodollars += try #require(Picodollars.of(dollars))
        }
        #expect(picodollars == Int(total.nanodollars) * 1000)
    }
}

/// Dollars written as a decimal, in whole pico-dollars.
enum Picodollars {
    static func of(_ text: String) -> Int? {
        let parts = text.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
        guard let whole = parts.first, parts.count < 3 else { return nil }
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        guard fraction.utf8.count <= 12 else { return nil }
        let zeros = String(repeating: "0", count: 12 - fraction.utf8.count)
        return Int((text.hasPrefix("-") ? "-" : "") + whole + fraction + zeros)
    }
}
