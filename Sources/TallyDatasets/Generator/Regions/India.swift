extension ReceiptRegion {
    /// Taxes in two equal parts on top, totals rounded to whole rupees, digits grouped in twos above thousands.
    static let india = ReceiptRegion(
        locale: "en-IN",
        currency: "INR",
        amounts: AmountStyle(decimal: ".", grouping: ",", digits: 2, groupsInTwos: true),
        amountForms: ["{}", "{}", "₹{}", "₹ {}", "Rs. {}", "INR {}"],
        negativeForms: ["-{}", "-{}", "({})"],
        dateStyles: [
            .dayFirstSlash, .dayFirstSlash, .dayFirstDash, .dayFirstDash, .dayFirstName, .iso,
        ],
        taxPolicy: .byProduct([1800, 500]),
        taxIncludedChance: 0,
        tipChance: 0,
        stems: [
            "Banyan Court", "Neelkamal", "Monsoon Lane", "Peacock Gate", "Champak", "Jasmine Ghat",
            "Silver Tamarind", "Gulmohar", "Kite & Kettle", "Saffron Step", "Marigold", "Palash",
        ],
        trades: [kirana, bhojanalay, general],
        streets: [
            "18, Lake View Road", "Shop 5, Banyan Arcade", "105/1, Old Market Street",
            "No. 20, Temple Tank Road", "Plot 58, Sector 10", "7, Gulmohar Cross",
        ],
        towns: [
            "Neelpur 501 058", "Champakgarh 380 115", "Tamarind Nagar 605 018", "Palashbad 751 810",
        ],
        phoneForm: "+91 55500 0####",
        words: indiaWords,
        roundingUnit: 100,
        taxParts: ["CGST @ {}", "SGST @ {}"]
    )

    private static let indiaWords = ReceiptWords(
        totals: [
            "TOTAL", "Grand Total", "GRAND TOTAL", "Net Amount", "NET PAYABLE", "Bill Amount",
            "Amount Payable",
        ],
        subtotals: ["Sub Total", "SUBTOTAL", "Taxable Value"],
        taxes: ["GST {}"],
        includedTaxes: [],
        tips: [],
        discounts: ["Discount", "DISC", "Offer"],
        beforeTip: [],
        cash: ["CASH", "Cash received"],
        change: ["CHANGE", "Balance returned"],
        cards: ["UPI ####", "VISA ####", "RuPay ####"],
        welcomes: ["Welcome", "TAX INVOICE", "CASH BILL"],
        greetings: ["Welcome to {}", "{} - Branch 051"],
        slogans: ["Pure & fresh", "Since 1958", "Open all days"],
        thanks: ["Thank you, visit again", "Have a nice day", "E. & O. E."],
        dateLabels: ["Date: ", "Dt. ", "", "Bill Date : "],
        receiptNumbers: ["Bill No. ", "Inv No: ", "Token "],
        laterDates: ["Exchange before {}", "Coupon valid till {}"],
        earlierDates: ["Member since {}"],
        otherAmounts: ["You saved {}", "Wallet balance {}", "MRP total {}"],
        points: ["Points earned {}", "Counter 0{}"],
        itemCounts: ["Total Items: {}", "Items {}"],
        refundTitles: ["CREDIT NOTE", "SALES RETURN"],
        phone: "Ph:",
        taxNumbers: ["GSTIN 00AAAAA0###A1Z#", "FSSAI 000150########"],
        columnHeads: ["Item  Qty  Rate  Amt"],
        less: "less",
        perKilogram: "/kg",
        conventions: ConventionWords.english.rounding("Round Off", "Rounded off", "R/Off")
    )

    private static let kirana = Trade(
        names: ["{} Kirana", "{} Super Mart", "{} Fresh", "{} Provisions"],
        isRestaurant: false,
        products: [
            .init("Toned Milk 500ml", 2600...3200, rate: 1),
            .init("Atta 5kg", 22_500...31_000, rate: 1),
            .init("Toor Dal 1kg", 13_500...18_500, rate: 1),
            .init("Basmati Rice 1kg", 9500...16_500, rate: 1),
            .init("Filter Coffee 200g", 11_000...19_500, rate: 1),
            .init("Bath Soap 4pk", 9900...17_500),
            .init("Detergent Bar", 1000...3500),
            .init("Onion", 2800...6500, rate: 1, isWeighed: true),
            .init("Glucose Biscuits", 500...3000), .init("Carry Bag", 0...500),
            .init("Mustard Oil 1L", 13_500...18_900, rate: 1),
        ],
        weighed: [
            .init("Paneer Loose", 32_000...42_000, rate: 1, isWeighed: true),
            .init("Alphonso Mango", 18_000...38_000, rate: 1, isWeighed: true),
        ]
    )
    private static let bhojanalay = Trade(
        names: ["{} Bhojanalay", "{} Tiffin House", "Hotel {}", "{} Cafe"],
        isRestaurant: true,
        products: [
            .init("Masala Dosa", 9000...16_000, rate: 1),
            .init("Veg Thali", 18_000...32_000, rate: 1),
            .init("Filter Coffee", 3500...7000, rate: 1),
            .init("Paneer Tikka", 22_000...34_000, rate: 1),
            .init("Butter Naan", 4500...7500, rate: 1),
            .init("Sweet Lassi", 7000...12_000, rate: 1),
            .init("Veg Biryani", 19_000...29_000, rate: 1),
            .init("Gulab Jamun 2pc", 7000...11_000, rate: 1),
        ]
    )
    private static let general = Trade(
        names: ["{} Stationers", "{} Medicals", "{} Hardware"],
        isRestaurant: false,
        products: [
            .init("Long Notebook 200pg", 5500...9500), .init("Gel Pen Blue", 1000...4000),
            .init("Antiseptic 100ml", 6500...11_500), .init("LED Bulb 9W", 9900...18_900),
            .init("Extension Board", 24_900...49_900), .init("Toothpaste 150g", 8500...14_500),
            .init("Pressure Cooker 5L", 149_900...289_900),
            .init("Mixer Grinder 750W", 249_900...649_900),
            .init("Inverter Battery", 899_900...1_590_000),
        ]
    )
}
