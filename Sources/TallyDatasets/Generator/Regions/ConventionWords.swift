/// What a receipt of a country says of service, rounding, conversion and cash; an empty list means it is not used there.
struct ConventionWords: Sendable {
    /// `{}` is the rate.
    var services: [String] = []
    var roundings: [String] = []
    /// Lines printed together: `{home}`, `{foreign}`, `{rate}`, `{amount}`.
    var conversions: [String] = []
    /// Lines with cash that paid for nothing: `{}` is the amount.
    var cash: [String] = []

    static let english = ConventionWords(
        services: ["SERVICE CHARGE {}", "Service Charge ({})", "Svc chg {}"],
        conversions: [
            "Exchange rate 1 {foreign} = {rate} {home}", "Card charged: {foreign} {amount}",
        ],
        cash: ["CASHBACK {}", "Cash withdrawn {}", "Float in drawer {}"]
    )
    static let german = ConventionWords(
        services: ["Bedienung {}", "Servicepauschale {}", "Service {}"],
        conversions: ["Kurs 1 {foreign} = {rate} {home}", "Karte belastet mit {foreign} {amount}"],
        cash: ["Barauszahlung {}", "Wechselgeld Kasse {}", "Bargeldabhebung {}"]
    )
    static let japanese = ConventionWords(
        services: ["サービス料 {}", "席料 {}"],
        conversions: ["換算レート 1{foreign}={rate}{home}", "カード請求額 {foreign} {amount}"],
        cash: ["両替 {}", "釣銭準備金 {}"]
    )
    static let portuguese = ConventionWords(
        services: ["Serviço {}", "Taxa de serviço {}", "SERVICO {}"],
        conversions: ["Cotação 1 {foreign} = {rate} {home}", "Valor no cartão {foreign} {amount}"],
        cash: ["Saque {}", "Fundo de caixa {}"]
    )

    /// With words for a total that is rounded.
    func rounding(_ words: String...) -> ConventionWords {
        var copy = self
        copy.roundings = words
        return copy
    }
}
