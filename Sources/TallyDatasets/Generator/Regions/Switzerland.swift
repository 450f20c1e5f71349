extension ReceiptRegion {
    /// Prices in steps of five centimes, totals rounded to them, apostrophes between thousands.
    static let switzerland = ReceiptRegion(
        locale: "de-CH",
        currency: "CHF",
        amounts: AmountStyle(decimal: ".", grouping: "'", digits: 2),
        amountForms: ["{}", "{}", "CHF {}", "CHF {}", "Fr. {}", "{} CHF"],
        negativeForms: ["-{}", "-{}", "{}-"],
        dateStyles: [.dots, .dots, .dots, .dotsShort, .germanName, .iso],
        taxPolicy: .byProduct([810, 260]),
        taxIncludedChance: 1,
        tipChance: 0.25,
        stems: [
            "Alpenklee", "Murmelstein", "Tannegg", "Föhnwind", "Silberdistel", "Gämsiweid",
            "Steinbockhof", "Chlosterlinde", "Rütihorn", "Enziangrund", "Seeblick", "Arvenholz",
        ],
        trades: [dorfladen, beizli, drogerie],
        streets: [
            "Dorfplatz 4", "Untere Seegasse 18", "Bergstrasse 105", "Am Chrüz 7", "Bahnweg 51",
            "Oberdorf 20b",
        ],
        towns: [
            "8051 Oberlindach", "3805 Tannegg", "6018 Seewilen", "7015 Murmstal", "9810 Rütikon",
        ],
        phoneForm: "0## 555 0# ##",
        words: switzerlandWords,
        roundingUnit: 5,
        priceStep: 5
    )

    private static let switzerlandWords = ReceiptWords(
        totals: ["TOTAL", "TOTAL", "Total CHF", "TOTAL CHF", "Summe", "Zu bezahlen", "Zahlbetrag"],
        subtotals: ["Zwischentotal", "ZWISCHENTOTAL", "Warenwert"],
        taxes: [],
        includedTaxes: ["MWST {}", "inkl. MwSt {}", "MWST-Betrag {}"],
        tips: ["Trinkgeld"],
        discounts: ["Rabatt", "Aktion", "RABATT"],
        beforeTip: ["Betrag", "Konsumation"],
        cash: ["BAR", "Bargeld", "Gegeben"],
        change: ["Rückgeld", "RÜCKGELD", "Retour"],
        cards: ["Maestro ####", "TWINT ####", "VISA ####"],
        welcomes: ["Grüezi", "Willkommen im", "*** Kassabon ***"],
        greetings: ["Willkommen im {}", "Ihr {}-Team"],
        slogans: ["Frisch vom Hof", "Seit 1958", "Mo-Sa 8-18.30 Uhr"],
        thanks: ["Merci vielmal", "Vielen Dank für Ihren Einkauf", "Auf Wiederluege"],
        dateLabels: ["", "", "Datum: ", "vom "],
        receiptNumbers: ["Bon ", "Beleg-Nr. ", "Kasse 2 Bon "],
        laterDates: ["Umtausch bis {}", "Gutschein gültig bis {}"],
        earlierDates: ["Preise gültig seit {}"],
        otherAmounts: ["Sie sparen {}", "Guthaben Geschenkkarte {}", "Gesparte Summe {}"],
        points: ["Bonuspunkte {}", "Filiale 0{}"],
        itemCounts: ["Anzahl Artikel {}", "Artikel {}"],
        refundTitles: ["RETOURE", "Rücknahme"],
        phone: "Tel.",
        taxNumbers: ["CHE-1##.0##.### MWST"],
        columnHeads: ["Artikel  Menge  Preis  Total"],
        less: "abzgl.",
        perKilogram: "/kg",
        conventions: ConventionWords.german.rounding("Rundung", "Rundungsdifferenz")
    )

    private static let dorfladen = Trade(
        names: ["Dorfladen {}", "{} Markt", "Käserei {}", "Volg-Ecke {}"],
        isRestaurant: false,
        products: [
            .init("Vollmilch 1L", 145...215, rate: 1), .init("Ruchbrot 500g", 280...420, rate: 1),
            .init("Eier Freiland 6er", 395...560, rate: 1),
            .init("Rivetta Apfel 5dl", 180...260, rate: 1),
            .init("Bergkäse", 1850...2950, rate: 1, isWeighed: true),
            .init("Nüsslisalat 100g", 295...420, rate: 1), .init("Abwaschmittel", 350...590),
            .init("Kehrichtsack 35L", 1900...2600), .init("Rösti 500g", 280...440, rate: 1),
            .init("Bierli 33cl", 150...240), .init("Schoggi Nuss 100g", 210...340, rate: 1),
        ],
        weighed: [
            .init("Aprikosen Wallis", 590...950, rate: 1, isWeighed: true),
            .init("Cervelat Anschnitt", 1250...1990, rate: 1, isWeighed: true),
        ]
    )
    private static let beizli = Trade(
        names: ["Restaurant {}", "Beizli {}", "Café {}"],
        isRestaurant: true,
        products: [
            .init("Älplermagronen", 1850...2650), .init("Zürigschnätzlets", 2900...3950),
            .init("Kafi Crème", 420...540), .init("Rivetta 3dl", 450...580),
            .init("Gemischter Salat", 850...1250), .init("Stange hell", 480...620),
            .init("Nussgipfel", 350...480), .init("Fondue pro Person", 2600...3400),
        ]
    )
    private static let drogerie = Trade(
        names: ["Drogerie {}", "Apotheke {}", "Papeterie {}"],
        isRestaurant: false,
        products: [
            .init("Zahnpasta 75ml", 390...690), .init("Duschgel 250ml", 450...890),
            .init("Hustensirup", 1250...1980, rate: 1), .init("Couverts C5 25Stk", 490...790),
            .init("Batterien AA 4Stk", 690...1190), .init("Sonnencreme LSF 50", 1490...2690),
            .init("Pflaster assortiert", 390...650, rate: 1),
        ]
    )
}
