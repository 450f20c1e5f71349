internal import ArgumentParser
internal import TallyConfiguration

/// A share from 0 to 1 on the command line, exact to a millionth.
struct Share: ExpressibleByArgument {
    let millionths: Int64

    init?(argument: String) {
        guard let decimal = ExactDecimal(argument),
            let millionths = try? decimal.integer(scaledBy: 6), (0...1_000_000).contains(millionths)
        else { return nil }
        self.millionths = millionths
    }
}
