extension ReceiptRegion {
    static let germany = ReceiptRegion(
        locale: "de-DE",
        currency: "EUR",
        amounts: AmountStyle(decimal: ",", grouping: ".", digits: 2),
        amountForms: ["{}", "{}", "{}", "{} €", "{} EUR", "EUR {}"],
        negativeForms: ["-{}", "-{}", "{}-"],
        dateStyles: [.dots, .dots, .dots, .dotsShort, .dotsShort, .germanName, .iso],
        taxPolicy: .byProduct([1900, 700]),
        taxIncludedChance: 1,
        tipChance: 0.35,
        stems: [
            "Birkenthal", "Morgenrot", "Sonnenfleck", "Silberquell", "Kornrade", "Lindwurm",
            "Moorkate", "Apfelbaum & Kraut", "Hollerbusch", "Steinfeger", "Nordlicht", "Windrose",
            "Zaunkönig", "Kupferkanne", "Heidekrug", "Rübezahl", "Mühlstein", "Storchennest",
            "Ahornblatt", "Grünspecht",
        ],
        trades: [frischmarkt, gasthaus, cafe, drogerie, baumarkt],
        streets: [
            "Lerchenweg 12", "Am Alten Sägewerk 5", "Ziegelhofstr. 108", "Mühlgasse 7a",
            "Hauptstraße 61", "Kleiner Deich 18", "Bahnhofsallee 150", "Unter den Eschen 3",
            "Gerberplatz 10", "Obere Wehrstr. 51",
        ],
        towns: [
            "01815 Birkenau-Süd", "25581 Deichhusen", "58105 Altenwerth", "70815 Weilerbronn",
            "18051 Ostermoor", "86510 Tannlingen", "33150 Lippstein", "99815 Rennfelden",
        ],
        phoneForm: "0#### / 55 0# ##",
        words: germanyWords
    )

    private static let germanyWords = ReceiptWords(
        totals: [
            "SUMME", "SUMME", "Summe", "GESAMT", "Gesamtbetrag", "ZU ZAHLEN", "Zu zahlen EUR",
            "SUMME EUR", "Rechnungsbetrag", "TOTAL", "Endbetrag", "BETRAG",
            "Wir bekommen", "Zahlbetrag", "Brutto",
        ],
        subtotals: ["Zwischensumme", "ZW-SUMME", "Warenwert"],
        taxes: ["zzgl. MwSt {}"],
        includedTaxes: ["MwSt {}", "inkl. MwSt {}", "USt {}", "enth. MwSt. {}"],
        tips: ["Trinkgeld", "TIP"],
        discounts: ["Rabatt", "RABATT", "Gutschein", "Kundenrabatt"],
        beforeTip: ["Rechnung", "Betrag ohne Tip"],
        cash: ["BAR", "Bargeld", "Gegeben BAR", "GEGEBEN"],
        change: ["RÜCKGELD", "Rückgeld", "ZURÜCK"],
        cards: ["girocard ####", "EC-KARTE ####", "VISA ####", "Kartenzahlung ####"],
        welcomes: ["Herzlich willkommen bei", "*** BON ***", "Ihr Einkauf bei"],
        greetings: ["Willkommen bei {}", "Ihr Team von {}", "{} - Filiale 051"],
        slogans: ["Frisch und nah", "Seit 1958", "Mo-Sa 8-20 Uhr", "Gut beraten"],
        thanks: ["Vielen Dank für Ihren Einkauf", "Auf Wiedersehen", "K-U-N-D-E-N-B-E-L-E-G"],
        dateLabels: ["", "", "Datum: ", "Datum ", "vom "],
        receiptNumbers: ["Bon-Nr. ", "Beleg ", "Rechnung Nr. ", "Kasse 2 Bon "],
        laterDates: ["Umtausch bis {}", "Gutschein gültig bis {}", "Aktion endet am {}"],
        earlierDates: ["Preisliste vom {}", "TSE-Zertifikat vom {}"],
        otherAmounts: [
            "Sie sparen {}", "Restguthaben {}", "Offener Betrag Vormonat {}",
            "Ab {} liefern wir frei Haus", "Gesamtersparnis {}", "Neuer Saldo {}",
            "Summe Jahresbonus {}",
        ],
        points: ["Bonuspunkte {}", "Punktestand: {}", "Filiale 0{}"],
        itemCounts: ["Anzahl Artikel {}", "Posten: {}"],
        refundTitles: ["*** STORNO ***", "Erstattung", "RETOURE"],
        phone: "Tel.",
        taxNumbers: ["USt-IdNr. DE000######", "St.-Nr. 00/###/#####"],
        columnHeads: ["Artikel  Menge  Preis  EUR", "                EUR"],
        less: "abzgl.",
        perKilogram: "/kg",
        conventions: .german
    )

    private static let frischmarkt = Trade(
        names: ["{} Frischmarkt", "Kaufhaus {}", "{} Lebensmittel GmbH", "Hofladen {}"],
        isRestaurant: false,
        products: [
            .init("Vollmilch 3,5% 1L", 99...169, rate: 1),
            .init("Bio Eier 10er", 249...429, rate: 1),
            .init("Roggenbrot 750g", 219...449, rate: 1),
            .init("Äpfel Boskoop", 199...349, rate: 1, isWeighed: true),
            .init("Kartoffeln fk.", 99...199, rate: 1, isWeighed: true),
            .init("Butter 250g", 169...299, rate: 1), .init("Gouda jung", 199...349, rate: 1),
            .init("Mineralwasser 6x1,5L", 114...399), .init("Pfand", 25...150),
            .init("Spülmittel", 95...249), .init("Küchenrolle 4St", 225...449),
            .init("Weißwein 0,75l", 349...999), .init("Schokolade Nuss", 89...249, rate: 1),
            .init("Papiertüte", 0...20),
        ],
        weighed: [
            .init("Gouda am Stück", 899...1699, rate: 1, isWeighed: true),
            .init("Weintrauben hell", 249...599, rate: 1, isWeighed: true),
        ]
    )
    private static let gasthaus = Trade(
        names: ["Gasthaus {}", "Restaurant {}", "{} Wirtshaus"],
        isRestaurant: true,
        products: [
            .init("Schnitzel m. Pommes", 1390...1990), .init("Käsespätzle", 1090...1490),
            .init("Pils 0,5l", 390...520), .init("Apfelschorle 0,4l", 340...460),
            .init("Rinderroulade", 1590...2290), .init("Tagessuppe", 450...690),
            .init("Beilagensalat", 390...590), .init("Rote Grütze", 490...690),
        ]
    )
    private static let cafe = Trade(
        names: ["Café {}", "Bäckerei {}", "{} Backstube"],
        isRestaurant: true,
        products: [
            .init("Cappuccino", 290...420), .init("Milchkaffee groß", 340...480),
            .init("Brezel", 85...140, rate: 1), .init("Streuselkuchen", 240...390, rate: 1),
            .init("Käsebrötchen", 260...420, rate: 1), .init("Körnerbrot 500g", 290...480, rate: 1),
            .init("Tee Kännchen", 310...450),
        ]
    )
    private static let drogerie = Trade(
        names: ["Drogerie {}", "{} Apotheke", "Parfümerie {}"],
        isRestaurant: false,
        products: [
            .init("Zahncreme 75ml", 95...349), .init("Shampoo 250ml", 145...595),
            .init("Taschentücher 30x10", 195...345), .init("Sonnencreme LSF50", 495...1295),
            .init("Batterien AA 8St", 395...799), .init("Hustentee", 245...495, rate: 1),
            .init("Handseife", 85...249),
        ]
    )
    private static let baumarkt = Trade(
        names: ["{} Baumarkt", "Eisenwaren {}", "Gärtnerei {}"],
        isRestaurant: false,
        products: [
            .init("Spanplattenschr. 4x50", 499...999), .init("Wandfarbe weiß 10L", 2499...5999),
            .init("Akkuschrauber 18V", 7999...17900), .init("Blumenerde 40L", 399...899, rate: 1),
            .init("Klebeband 50m", 299...649), .init("LED E27 3er", 599...1299),
            .init("Rosenstock", 899...1999, rate: 1), .init("Gartenschlauch 20m", 1499...3999),
        ]
    )
}
