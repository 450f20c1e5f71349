/// Words that columns are often named by, for suggestions only: what a column stands for is the user's to say.
enum ColumnWords {
    /// What a column named like this probably stands for.
    static func meaning(of column: String) -> String? {
        let plain = LabelTarget.plain(column)
        return words.first { $0.words.contains(plain) }?.target
    }

    private static let words: [(target: String, words: Set<String>)] = [
        (
            "file",
            [
                "filename", "file_name", "datei", "dateiname", "beleg", "bild", "fichier",
                "archivo", "arquivo", "document", "dokument",
            ]
        ),
        (
            "merchant",
            [
                "shop", "store", "vendor", "seller", "supplier", "company", "handler", "haendler",
                "firma", "lieferant", "verkaufer", "marchand", "fournisseur", "comercio",
                "proveedor", "fornecedor",
            ]
        ),
        ("date", ["datum", "belegdatum", "rechnungsdatum", "fecha", "data", "invoice_date"]),
        (
            "total",
            [
                "summe", "gesamt", "gesamtsumme", "gesamtbetrag", "betrag", "endbetrag", "sum",
                "amount", "amount_due", "grand_total", "montant", "importe", "valor", "totale",
            ]
        ),
        ("tax", ["steuer", "mwst", "ust", "vat", "gst", "tva", "iva"]),
        ("currency", ["wahrung", "waehrung", "devise", "moneda", "moeda"]),
    ]
}
