extension ReceiptRegion {
    static let unitedStates = ReceiptRegion(
        locale: "en-US",
        currency: "USD",
        amounts: AmountStyle(decimal: ".", grouping: ",", digits: 2),
        amountForms: ["{}", "{}", "${}", "${}", "USD {}"],
        negativeForms: ["-{}", "-{}", "{}-", "({})"],
        dateStyles: [
            .monthFirst, .monthFirst, .monthFirst, .monthFirstShort, .monthFirstShort, .monthName,
            .iso,
        ],
        taxPolicy: .one([600, 725, 825, 888, 950]),
        taxIncludedChance: 0,
        tipChance: 0.6,
        stems: [
            "Quillfeather", "Bramblewick", "Copper Kettle", "Moonfern", "Harbor Loft",
            "Tinderbox", "Old Saltmill", "Foxglove", "Pinewhistle", "Granite & Oats",
            "Bluebarrow", "Lantern Row", "Thistledown", "Cedar Hollow", "Mossback", "Ironleaf",
            "Driftlight", "Seven Plums", "Ottergate", "Windmere", "Silo 51", "Bellows",
        ],
        trades: [grocery, diner, coffee, hardware, books],
        streets: [
            "412 Thornapple Ave", "1805 W Juniper St", "27 Mill Pond Rd", "6610 Larkspur Blvd",
            "95 Old Ferry Ln Unit 8", "3051 Quarry Dr", "118 Copperline St Ste 10",
            "700 N Alder Way", "15 Foundry Sq", "2209 Meadowlark Pkwy",
        ],
        towns: [
            "Fernhollow, OR 97001", "Pine Bluffton, WI 53015", "East Marrow, OH 44510",
            "Sandrift, CA 95081", "Kettle Bay, ME 04055", "Amberfield, TX 75018",
            "Lower Quill, NY 12601", "Redthorn, CO 80051",
        ],
        phoneForm: "(555) 01#-####",
        words: unitedStatesWords
    )

    private static let unitedStatesWords = ReceiptWords(
        totals: [
            "TOTAL", "TOTAL", "Total", "Total", "AMOUNT DUE", "BALANCE DUE", "BALANCE",
            "GRAND TOTAL", "Total Due", "TOTAL USD", "TO PAY", "Please pay", "You owe", "DUE",
        ],
        subtotals: ["SUBTOTAL", "Subtotal", "SUB TOTAL", "Sub-total", "MERCHANDISE"],
        taxes: ["TAX {}", "Sales Tax {}", "TAX", "STATE TAX {}", "Tax ({})"],
        includedTaxes: [],
        tips: ["TIP", "Tip", "GRATUITY", "Added tip"],
        discounts: ["DISCOUNT", "Coupon", "MEMBER SAVINGS", "Promo"],
        beforeTip: ["AMOUNT", "CHECK TOTAL", "PRE-TIP TOTAL"],
        cash: ["CASH", "Cash tendered", "CASH TEND"],
        change: ["CHANGE", "Change due", "CHANGE DUE"],
        cards: ["VISA ****####", "DEBIT ####", "MASTERCARD XXXX####", "CARD SALE ####"],
        welcomes: ["WELCOME TO", "Welcome!", "Thank you for visiting", "* * * RECEIPT * * *"],
        greetings: ["Welcome to {}", "Thanks for shopping at {}!", "{} - Store 051"],
        slogans: [
            "Good things daily", "Family owned since 1974", "Always fresh", "Open 7-10 daily",
        ],
        thanks: ["THANK YOU!", "Thank you, come again", "Have a great day", "CUSTOMER COPY"],
        dateLabels: ["", "", "Date: ", "DATE ", "Sold "],
        receiptNumbers: ["Trans #", "Receipt ", "Order #", "REG 03 TRN "],
        laterDates: ["Return by {}", "Coupon valid through {}", "Survey code expires {}"],
        earlierDates: ["Member since {}", "Price list of {}"],
        otherAmounts: [
            "YOU SAVED {}", "Gift card balance {}", "Previous balance {}",
            "Spend {} next time for free delivery", "NEW BALANCE {}", "TOTAL SAVINGS {}",
            "Year to date total {}",
        ],
        points: ["Points earned {}", "Reward points: {}", "STORE 0{}"],
        itemCounts: ["ITEMS SOLD {}", "# items {}", "TOTAL ITEMS {}"],
        refundTitles: ["*** REFUND ***", "RETURN", "REFUND RECEIPT"],
        phone: "Tel",
        taxNumbers: [],
        columnHeads: ["QTY  ITEM  PRICE  AMT", "Description  Amount"],
        less: "less",
        perKilogram: "/kg",
        conventions: .english
    )

    private static let grocery = Trade(
        names: ["{} Market", "{} Grocery", "{} Foods", "{} Corner Store"],
        isRestaurant: false,
        products: [
            .init("Whole Milk 1 gal", 349...519), .init("Eggs Large 12ct", 299...649),
            .init("Sourdough Loaf", 399...699), .init("Oat Cereal 18oz", 349...599),
            .init("Bananas", 120...180, isWeighed: true),
            .init("Roma Tomatoes", 250...480, isWeighed: true),
            .init("Cheddar 8oz", 299...599), .init("Olive Oil 500ml", 799...1499),
            .init("Dish Soap", 249...449), .init("Paper Towels 6pk", 799...1399),
            .init("Black Beans 15oz", 89...179), .init("Sparkling Water", 99...249),
            .init("Paper Bag", 0...10), .init("Peanut Butter", 299...549),
        ],
        weighed: [
            .init("Gala Apples", 199...399, isWeighed: true),
            .init("Ground Beef", 899...1599, isWeighed: true),
        ]
    )
    private static let diner = Trade(
        names: ["{} Diner", "{} Grill", "{} Kitchen", "The {} Table"],
        isRestaurant: true,
        products: [
            .init("Cheeseburger", 1095...1695), .init("Fries", 350...650),
            .init("Cobb Salad", 1195...1595), .init("Iced Tea", 275...395),
            .init("Club Sandwich", 1050...1495), .init("Tomato Soup", 495...795),
            .init("Apple Pie Slice", 450...750), .init("Pancakes Stack of 3", 795...1150),
            .init("House Lemonade", 325...450), .init("Kids Pasta", 650...895),
        ]
    )
    private static let coffee = Trade(
        names: ["{} Coffee", "{} Espresso Bar", "{} Bakery & Cafe"],
        isRestaurant: true,
        products: [
            .init("Latte 12oz", 425...575), .init("Cold Brew", 395...550),
            .init("Drip Coffee", 250...350), .init("Butter Croissant", 325...450),
            .init("Blueberry Muffin", 295...425), .init("Chai", 395...525),
            .init("Add oat milk", 50...90), .init("Bagel w/ Cream Cheese", 375...550),
        ]
    )
    private static let hardware = Trade(
        names: ["{} Hardware", "{} Home Supply", "{} Garden Center"],
        isRestaurant: false,
        products: [
            .init("Wood Screws #8 100ct", 599...1099), .init("LED Bulb 60W 4pk", 799...1599),
            .init("Paint Roller 9in", 499...1299), .init("Extension Cord 25ft", 1499...2999),
            .init("Potting Soil 1cf", 699...1199), .init("Cordless Drill 18V", 7999...15900),
            .init("Masking Tape", 349...649), .init("Garden Hose 50ft", 2499...4999),
            .init("Interior Paint 1gal", 2899...5499),
        ]
    )
    private static let books = Trade(
        names: ["{} Books", "{} Paper Co.", "{} Toys & Games"],
        isRestaurant: false,
        products: [
            .init("Paperback Novel", 999...1899), .init("Notebook A5 dotted", 699...1499),
            .init("Gel Pens 5pk", 499...999), .init("Puzzle 1000 pc", 1499...2499),
            .init("Greeting Card", 299...599), .init("Board Game", 1999...5999),
            .init("Tote Bag", 899...1999),
        ]
    )
}
