/// What the words of a line hint at; one bit each.
///
/// Kinds without a rule of their own count, too: a known word is never taken for a misread other one.
struct Hint: OptionSet, Hashable, Sendable {
    let rawValue: UInt64

    private static func bit(_ position: UInt64) -> Hint { Hint(rawValue: 1 << position) }

    // MARK: Sums

    static let total = bit(0)
    /// "Sub", "Zwischen", "sous": a sum before the final one.
    static let sub = bit(1)
    static let grand = bit(2)
    static let net = bit(3)
    static let rounding = bit(4)
    /// What is asked for: "amount due", "zu zahlen".
    static let due = bit(5)
    static let tax = bit(6)
    static let excluding = bit(7)
    static let including = bit(8)
    static let tip = bit(9)
    static let service = bit(10)
    static let discount = bit(11)
    /// "You saved": a remark, not a part of the sum.
    static let saving = bit(12)
    static let refund = bit(13)

    // MARK: Payment

    static let cash = bit(14)
    static let change = bit(15)
    static let card = bit(16)
    /// What was handed over: "tendered", "gegeben".
    static let tender = bit(17)
    /// Conversion into another currency.
    static let rate = bit(18)
    static let points = bit(19)

    // MARK: Columns

    static let amount = bit(20)
    static let quantity = bit(21)
    static let item = bit(22)
    static let price = bit(23)
    /// The table of tax rates at the end, or a taxable base.
    static let summary = bit(24)
    static let measure = bit(25)

    // MARK: Time

    static let date = bit(26)
    static let time = bit(27)
    static let expiry = bit(28)
    static let printed = bit(29)
    static let month = bit(30)
    static let weekday = bit(31)

    // MARK: Head of the receipt

    static let phone = bit(32)
    static let web = bit(33)
    /// "Tax invoice", "receipt": the document's own title.
    static let title = bit(34)
    static let registration = bit(35)
    /// Cashier, server, table, customer.
    static let person = bit(36)
    static let greeting = bit(37)
    static let street = bit(38)
    static let place = bit(39)
    static let legal = bit(40)
    static let business = bit(41)
    /// "Formerly", "licensee of": another firm's name follows.
    static let relation = bit(42)
    static let policy = bit(43)

    // MARK: Currency

    static let currency = bit(44)
    static let malaysia = bit(45)
    static let euro = bit(46)
    static let america = bit(47)
    static let japan = bit(48)
    static let britain = bit(49)
    static let swiss = bit(50)
    static let hours = bit(51)
    static let owner = bit(52)
}
