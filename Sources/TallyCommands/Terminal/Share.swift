internal import ArgumentParser
internal import TallyConfiguration

/// A share on the command line, exact to a millionth: `0.02`, `2%`, `2pp`.
struct Share: ExpressibleByArgument {
    let millionths: Int64

    init(millionths: Int64) { self.millionths = millionths }

    init?(argument: String) {
        let marks = ["pp", "%"]
        let mark = marks.first { argument.hasSuffix($0) }
        guard let decimal = ExactDecimal(String(argument.dropLast(mark?.count ?? 0))),
            let millionths = try? decimal.integer(scaledBy: mark == nil ? 6 : 4)
        else { return nil }
        self.millionths = millionths
    }

    var value: Double { Double(millionths) / 1_000_000 }

    var defaultValueDescription: String { "\(value * 100)%" }
}
