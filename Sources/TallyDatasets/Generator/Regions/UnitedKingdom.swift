extension ReceiptRegion {
    static let unitedKingdom = ReceiptRegion(
        locale: "en-GB",
        currency: "GBP",
        amounts: AmountStyle(decimal: ".", grouping: ",", digits: 2),
        amountForms: ["{}", "£{}", "£{}", "£{}", "GBP {}"],
        negativeForms: ["-{}", "-{}", "{}-", "({})"],
        dateStyles: [
            .dayFirstSlash, .dayFirstSlash, .dayFirstSlash, .dayFirstName, .dotsShort, .iso,
        ],
        taxPolicy: .byProduct([2000, 0]),
        taxIncludedChance: 1,
        tipChance: 0.2,
        stems: [
            "Bramley & Thorn", "Hollowbeck", "Kingfisher Row", "Marrowgate", "Old Tannery",
            "Pennywort", "Rookhurst", "Saltmarsh", "Tallowfield", "Wrenbury", "Gorse & Heather",
            "Fenwhistle",
        ],
        trades: [grocer, pub, chemist],
        streets: [
            "18 Cooper's Row", "105 Lower Mill Street", "7 Chandlers Yard", "51 Abbey Gate",
            "220 Station Parade", "The Old Forge, 3 Well Lane",
        ],
        towns: [
            "Hollowbeck XY1 5SB", "Marrowgate ZQ10 8LO", "Nether Wallow QX8 1IB",
            "Saltmarsh-on-Sea XZ5 0GS",
        ],
        phoneForm: "01632 96####",
        words: unitedKingdomWords
    )

    private static let unitedKingdomWords = ReceiptWords(
        totals: ["TOTAL", "TOTAL", "Total", "TOTAL TO PAY", "BALANCE DUE", "Amount due", "To pay"],
        subtotals: ["SUBTOTAL", "Sub-total", "Goods total"],
        taxes: [],
        includedTaxes: ["VAT {}", "incl. VAT @ {}", "VAT included {}"],
        tips: ["Tip", "GRATUITY"],
        discounts: ["DISCOUNT", "Meal deal saving", "Voucher", "Staff discount"],
        beforeTip: ["Bill", "Amount before tip"],
        cash: ["CASH", "Cash tendered"],
        change: ["CHANGE", "Change due"],
        cards: ["VISA DEBIT ****####", "MASTERCARD ####", "Contactless ####"],
        welcomes: ["Welcome to", "*** SALE ***", "Thank you for shopping with"],
        greetings: ["Welcome to {}", "{} - Branch 051"],
        slogans: ["Local since 1851", "Open 8 till late", "Always something fresh"],
        thanks: [
            "Thank you, please call again", "CUSTOMER COPY", "Please retain for your records",
        ],
        dateLabels: ["", "", "Date: ", "DATE "],
        receiptNumbers: ["Receipt no. ", "Trans: ", "Till 02 Op 5 No. "],
        laterDates: ["Return by {}", "Voucher valid until {}"],
        earlierDates: ["Member since {}", "Prices from {}"],
        otherAmounts: ["You saved {}", "Gift card balance {}", "TOTAL SAVINGS {}"],
        points: ["Points earned {}", "Store 0{}"],
        itemCounts: ["ITEMS: {}", "No. of items {}"],
        refundTitles: ["*** REFUND ***", "RETURN"],
        phone: "Tel",
        taxNumbers: ["VAT No. GB 0## #### ##"],
        columnHeads: ["Qty  Description  Each  £"],
        less: "less",
        perKilogram: "/kg",
        conventions: .english
    )

    private static let grocer = Trade(
        names: ["{} Stores", "{} Farm Shop", "{} Food Hall"],
        isRestaurant: false,
        products: [
            .init("Semi Skimmed Milk 2pt", 115...165, rate: 1),
            .init("Wholemeal Loaf", 95...195, rate: 1),
            .init("Free Range Eggs 6", 145...260, rate: 1),
            .init("Baked Beans 400g", 60...140, rate: 1), .init("Orange Squash 1L", 110...210),
            .init("Kitchen Roll 2pk", 180...340), .init("Washing Up Liquid", 95...190),
            .init("Bramley Apples", 180...290, rate: 1, isWeighed: true),
            .init("Bitter 500ml", 155...240), .init("Carrier Bag", 10...30),
            .init("Digestive Biscuits", 85...165, rate: 1), .init("Crisps Ready Salted", 65...120),
        ],
        weighed: [
            .init("Mature Cheddar", 780...1380, rate: 1, isWeighed: true),
            .init("Back Bacon Loose", 690...1190, rate: 1, isWeighed: true),
        ]
    )
    private static let pub = Trade(
        names: ["The {} Arms", "{} Inn", "{} Tea Rooms", "The {} Kitchen"],
        isRestaurant: true,
        products: [
            .init("Fish & Chips", 1395...1795), .init("Steak & Ale Pie", 1450...1850),
            .init("Ploughman's Lunch", 1095...1395), .init("Pint of Best", 440...590),
            .init("Cream Tea for Two", 1250...1790), .init("Pot of Tea", 260...380),
            .init("Sticky Toffee Pudding", 595...795), .init("Side of Peas", 250...390),
        ]
    )
    private static let chemist = Trade(
        names: ["{} Chemist", "{} Ironmongers", "{} Stationers"],
        isRestaurant: false,
        products: [
            .init("Plasters 20 Assorted", 195...390), .init("Shampoo 400ml", 250...590),
            .init("Cough Mixture", 395...690), .init("Notepad A4", 180...420),
            .init("Brass Hinges Pair", 390...890), .init("Greetings Card", 175...395),
            .init("LED Bulb E14 3pk", 590...1190),
        ]
    )
}
