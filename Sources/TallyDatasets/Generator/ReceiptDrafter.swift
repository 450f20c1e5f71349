internal import TallyCore

/// Draws the content of a receipt.
struct ReceiptDrafter {
    let region: ReceiptRegion
    let conventions: ConventionDraws?
    var generator: SeededGenerator

    private static let firstDay = CivilDate(year: 2024, month: 1, day: 1).daysSince1970
    private static let days = 1000

    mutating func draft() -> ReceiptDraft {
        let trade = generator.pick(region.trades)
        let isRefund = !trade.isRestaurant && generator.chance(0.08)
        var draft = ReceiptDraft(
            merchant: merchant(trade),
            address: address(),
            phone: filled(region.phoneForm),
            date: CivilDate(daysSince1970: Self.firstDay + generator.below(Self.days)),
            time: 7 * 60 + generator.below(15 * 60),
            isRestaurant: trade.isRestaurant,
            isRefund: isRefund,
            isTaxIncluded: generator.chance(region.taxIncludedChance),
            items: [],
            discount: 0,
            tip: 0,
            taxes: [],
            printsSubtotal: generator.chance(0.75),
            printsTax: generator.chance(0.94),
            roundingUnit: region.roundingUnit
        )
        draft.items = items(trade, isRefund: isRefund)
        addDiscount(to: &draft)
        draft.taxes = taxes(draft)
        addService(to: &draft)
        if trade.isRestaurant, generator.chance(region.tipChance) {
            draft.tip = max(1, draft.totalBeforeTip * (8 + generator.below(15)) / 100)
        }
        // A sum that cannot be derived from what is printed would be a riddle, not a receipt.
        if draft.discount > 0 || draft.service > 0 || !draft.isTaxIncluded {
            draft.printsSubtotal = true
        }
        if !draft.isTaxIncluded { draft.printsTax = true }
        if draft.taxes.isEmpty { draft.printsTax = false }
        return draft
    }

    private mutating func merchant(_ trade: ReceiptRegion.Trade) -> String {
        let form = generator.pick(trade.names)
        let name = form.replacing("{}", with: generator.pick(region.stems))
        return generator.chance(0.4) ? name.uppercased() : name
    }

    private mutating func address() -> [String] {
        let street = generator.pick(region.streets)
        let town = generator.pick(region.towns)
        if generator.chance(0.1) { return [] }
        if region.currency == "JPY" { return [town + street] }
        return [street, town]
    }

    mutating func filled(_ form: String) -> String {
        String(form.map { $0 == "#" ? Character(String(generator.below(10))) : $0 })
    }

    // MARK: Items

    private mutating func items(
        _ trade: ReceiptRegion.Trade,
        isRefund: Bool
    ) -> [ReceiptDraft.Item] {
        let most = isRefund ? 2 : trade.isRestaurant ? 6 : 10
        let count = 1 + generator.below(most)
        let isUppercase = generator.chance(0.4)
        var rate = 0
        if case .one(let rates) = region.taxPolicy { rate = generator.pick(rates) }
        var products = trade.products + (conventions == nil ? [] : trade.weighed)
        let longCount = isRefund || trade.isRestaurant ? nil : conventions?.longCount
        return (0..<(longCount ?? min(count, products.count))).map { _ in
            let index = generator.below(products.count)
            let product = longCount == nil ? products.remove(at: index) : products[index]
            if case .byProduct(let rates) = region.taxPolicy { rate = rates[product.rate] }
            var item = item(product, rate: rate, isRefund: isRefund)
            if isUppercase { item.name = item.name.uppercased() }
            return item
        }
    }

    private mutating func item(
        _ product: ReceiptRegion.Product,
        rate: Int,
        isRefund: Bool
    ) -> ReceiptDraft.Item {
        let low = product.price.lowerBound
        var price = low + generator.below(product.price.count)
        if region.amounts.digits == 3 { price = price / 5 * 5 }
        if !product.isWeighed { price = price / region.priceStep * region.priceStep }
        var quantity = 1000
        if product.isWeighed {
            quantity = 120 + generator.below(1900)
        } else if generator.chance(0.3) {
            quantity = 1000 * (2 + generator.below(generator.chance(0.1) ? 11 : 3))
        }
        let gross = roundedQuotient(quantity * price, 1000)
        let isReduced = !isRefund && gross > 50 && generator.chance(0.07)
        return ReceiptDraft.Item(
            name: product.name,
            quantity: isRefund ? -quantity : quantity,
            isWeighed: product.isWeighed,
            unitPrice: price,
            discount: isReduced ? gross * (1 + generator.below(4)) / 10 : 0,
            rate: rate
        )
    }

    // MARK: Sums

    private mutating func addDiscount(to draft: inout ReceiptDraft) {
        let percent = generator.pick([5, 10, 10, 15, 20, 25])
        guard generator.chance(0.18), !draft.isRefund, draft.subtotal > 100 else { return }
        draft.discount = roundedQuotient(draft.subtotal * percent, 100)
        // One rate, because how a till spreads a discount over rates is its own affair.
        let rate = draft.items.first?.rate ?? 0
        for index in draft.items.indices { draft.items[index].rate = rate }
    }

    private func addService(to draft: inout ReceiptDraft) {
        guard let conventions, draft.isRestaurant, !draft.isRefund,
            !region.words.conventions.services.isEmpty
        else { return }
        draft.serviceRate = conventions.serviceRate
        draft.service = roundedQuotient(
            (draft.subtotal - draft.discount) * draft.serviceRate,
            10_000
        )
    }

    private func taxes(_ draft: ReceiptDraft) -> [ReceiptDraft.TaxShare] {
        if case .none = region.taxPolicy { return [] }
        let rates = Set(draft.items.map(\.rate)).sorted(by: >)
        return rates.map { rate in
            let items = draft.items.filter { $0.rate == rate }
            let base = items.reduce(0) { $0 + $1.amount } - draft.discount
            let divisor = draft.isTaxIncluded ? 10_000 + rate : 10_000
            let parts = max(1, region.taxParts.count)
            let tax = parts * roundedQuotient(base * rate, divisor * parts)
            return .init(rate: rate, net: draft.isTaxIncluded ? base - tax : base, tax: tax)
        }
    }
}
