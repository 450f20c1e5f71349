extension ReceiptRegion {
    /// A currency with three decimals and no tax, printed in English.
    static let kuwait = ReceiptRegion(
        locale: "en-KW",
        currency: "KWD",
        amounts: AmountStyle(decimal: ".", grouping: ",", digits: 3),
        amountForms: ["{}", "KD {}", "KWD {}", "{} KD"],
        negativeForms: ["-{}", "({})"],
        dateStyles: [.dayFirstSlash, .dayFirstSlash, .iso],
        taxPolicy: .none,
        taxIncludedChance: 0,
        tipChance: 0,
        stems: ["Saffron Gate", "Pearl Dhow", "Palm Court", "Desert Lark", "Blue Minar", "Sidra"],
        trades: [bakala],
        streets: ["Block 5, Street 18", "Block 10, Gulf Walk 3", "Block 1, Lane 51"],
        towns: ["Al Nakhla", "Bayt Al Ruman", "Hawd Al Safa"],
        phoneForm: "+965 5550 ####",
        words: kuwaitWords
    )

    private static let kuwaitWords = ReceiptWords(
        totals: ["TOTAL", "Total", "NET AMOUNT", "Grand Total", "TOTAL KD"],
        subtotals: ["SUBTOTAL", "Gross"],
        taxes: [],
        includedTaxes: [],
        tips: [],
        discounts: ["DISCOUNT", "Offer"],
        beforeTip: [],
        cash: ["CASH", "Paid"],
        change: ["CHANGE", "Balance returned"],
        cards: ["KNET ####", "VISA ####"],
        welcomes: ["WELCOME", "CASH MEMO"],
        greetings: ["Welcome to {}"],
        slogans: ["Open 24 hours", "Fresh every day"],
        thanks: ["THANK YOU", "Visit us again"],
        dateLabels: ["Date: ", "", "DATE "],
        receiptNumbers: ["Bill No ", "Inv #"],
        laterDates: ["Exchange before {}"],
        earlierDates: ["Member since {}"],
        otherAmounts: ["You saved {}", "Account balance {}"],
        points: ["Points {}", "Branch 0{}"],
        itemCounts: ["Items: {}"],
        refundTitles: ["REFUND", "SALES RETURN"],
        phone: "Tel",
        taxNumbers: [],
        columnHeads: ["Qty  Item  Rate  Amount"],
        less: "less",
        perKilogram: "/kg",
        conventions: .english
    )

    private static let bakala = Trade(
        names: ["{} Grocery", "{} Centre", "{} Sweets", "{} Trading"],
        isRestaurant: false,
        products: [
            .init("Dates box", 1250...4500), .init("Arabic Bread", 100...250),
            .init("Laban 1L", 350...600), .init("Basmati Rice 5kg", 2750...5250),
            .init("Cardamom Tea", 450...1250), .init("Oranges", 350...750, isWeighed: true),
            .init("Water 1.5L", 150...200), .init("Baklava mix", 2100...6800),
        ],
        weighed: [
            .init("Cucumber", 250...600, isWeighed: true),
            .init("Halwa", 1800...4200, isWeighed: true),
        ]
    )
}
