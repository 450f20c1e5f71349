/// How a receipt prints its date.
enum DateStyle: Sendable {
    /// 03/14/2026, 3/14/26, Mar 14, 2026
    case monthFirst, monthFirstShort, monthName
    /// 14.03.2026, 14.03.26, 14. März 2026, 14/03/2026
    case dots, dotsShort, germanName, dayFirstSlash
    /// 2026年03月14日, 2026/03/14, 2026-03-14, 26/03/14, 令和8年3月14日
    case kanji, yearFirstSlash, iso, yearFirstShort, reiwa

    /// 14 Mar 2026, 14-03-2026
    case dayFirstName, dayFirstDash

    func text(_ date: CivilDate) -> String {
        let year = String(date.year)
        let short = padded(date.year % 100)
        let month = padded(date.month)
        let day = padded(date.day)
        return switch self {
        case .monthFirst: "\(month)/\(day)/\(year)"
        case .monthFirstShort: "\(date.month)/\(date.day)/\(short)"
        case .monthName: "\(Self.english[date.month - 1]) \(date.day), \(year)"
        case .dots: "\(day).\(month).\(year)"
        case .dotsShort: "\(day).\(month).\(short)"
        case .germanName: "\(date.day). \(Self.german[date.month - 1]) \(year)"
        case .dayFirstSlash: "\(day)/\(month)/\(year)"
        case .dayFirstName: "\(day) \(Self.english[date.month - 1]) \(year)"
        case .dayFirstDash: "\(day)-\(month)-\(year)"
        case .kanji: "\(year)年\(month)月\(day)日"
        case .yearFirstSlash: "\(year)/\(month)/\(day)"
        case .iso: date.iso
        case .yearFirstShort: "\(short)/\(month)/\(day)"
        case .reiwa: "令和\(date.year - 2018)年\(date.month)月\(date.day)日"
        }
    }

    private static let english = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let german = [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
        "Oktober", "November", "Dezember",
    ]
}
