import TallyCore
import TallyDatasets
import Testing

struct FullConventionsTests {
    private static func options(_ count: Int) -> ReceiptGenerator.Options {
        .init(
            count: count,
            locales: ReceiptGenerator.Options.knownLocales,
            conventions: .full
        )
    }
    private static let shared = Result { try Array(ReceiptGenerator(options(1600)).receipts) }
    private let receipts: [Case]

    init() throws { receipts = try Self.shared.get() }

    private func tagged(_ tags: String...) -> [Case] {
        receipts.filter { item in tags.allSatisfy(item.tags.contains) }
    }

    @Test func `a subset regenerates bit for bit`() throws {
        let larger = try ReceiptGenerator(Self.options(100_000))
        for index in [0, 1599, 17, 300] { #expect(larger.receipt(index) == receipts[index]) }
    }

    @Test(arguments: [
        "long-list", "service-charge", "rounding", "conversion", "wrapped", "cut-edge",
    ])
    func `every convention occurs`(tag: String) { #expect(tagged(tag).count > 20) }

    @Test func `without them none does`() throws {
        let basic = try Array(ReceiptGenerator(.init(count: 400)).receipts)
        #expect(basic.allSatisfy { $0.expected["service_charge"] == nil })
        #expect(!basic.contains { $0.tags.contains("wrapped") || $0.tags.contains("cut-edge") })
    }

    @Test(arguments: ReceiptGenerator.Options.knownLocales)
    func `weighed goods are sold everywhere`(locale: String) {
        #expect(tagged(locale, "weighed").count > 5)
    }

    @Test func `a long list has 30 to 60 items, and the same ones twice`() throws {
        let counts = tagged("long-list").map { $0.expected["line_items"]?.array?.count ?? 0 }
        #expect(counts.allSatisfy { (30...60).contains($0) })
        let items = try #require(tagged("long-list").first?.expected["line_items"]?.array)
        #expect(Set(items.map { $0["description"] }).count < items.count)
    }

    @Test func `a service charge is printed and in the sum`() throws {
        for item in tagged("service-charge", "noise-clean") where !item.tags.contains("cut-edge") {
            guard case .number(let lexeme)? = item.expected["service_charge"] else {
                Issue.record("\(item.id) has no service charge")
                continue
            }
            let digits = lexeme.filter(\.isNumber)
            #expect(item.text?.filter(\.isNumber).contains(digits) == true, "\(item.id)")
        }
        let without = try #require(receipts.first { !$0.tags.contains("service-charge") })
        #expect(without.expected["service_charge"] == .null)
    }

    @Test func `a name over two lines is whole in the truth`() throws {
        let item = try #require(tagged("wrapped", "noise-clean").first)
        let lines = try #require(item.text).split(separator: "\n").map(String.init)
        let names = (item.expected["line_items"]?.array ?? []).compactMap {
            $0["description"]?.string
        }
        let broken = names.filter { name in
            zip(lines, lines.dropFirst()).contains { first, second in
                second.hasPrefix("  ") && name.hasPrefix(first + " ")
                    && second.dropFirst(2).hasPrefix(name.dropFirst(first.count + 1))
            }
        }
        #expect(!broken.isEmpty)
    }

    @Test func `of a receipt scanned twice one scan may be cut, the truth stays`() throws {
        let pairs = Dictionary(grouping: receipts.filter { $0.group != nil }, by: \.group)
        let mixed = pairs.values.filter { pair in
            pair.contains { $0.tags.contains("cut-edge") }
                && pair.contains { !$0.tags.contains("cut-edge") }
        }
        #expect(!mixed.isEmpty)
        #expect(mixed.allSatisfy { Set($0.map(\.expected)).count == 1 })
    }

    @Test func `a converted amount is in another currency than the truth's`() throws {
        for item in tagged("conversion", "noise-clean")
        where item.tags.allSatisfy({ $0 != "cut-edge" }) {
            let own = try #require(item.expected["currency"]?.string)
            let others = ["USD", "EUR", "GBP"].filter { $0 != own }
            #expect(others.contains { item.text?.contains($0) == true }, "\(item.id)")
        }
    }

    @Test func `rupees above a lakh are grouped in twos`() throws {
        let options = ReceiptGenerator.Options(
            count: 2000,
            locales: ["en-IN"],
            conventions: .full
        )
        let lakhs = try ReceiptGenerator(options).receipts.filter {
            $0.tags.contains("noise-clean") && $0.expected["total"]?.double ?? 0 >= 100_000
        }
        #expect(!lakhs.isEmpty)
        for item in lakhs {
            #expect(item.text?.contains(/\d{1,2},\d\d,\d\d\d\.\d\d/) == true, "\(item.id)")
        }
    }

    @Test func `the command names the conventions`() {
        #expect(Self.options(10).command.hasSuffix("--conventions full"))
    }
}
