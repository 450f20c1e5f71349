import TallyCore

/// Reads when documents are sent: `closed`, or a map of one process and its rate.
package enum ArrivalsReader {
    package static let keys = ["constant", "poisson", "recorded"]

    static func read(_ cursor: Cursor) throws(ConfigurationError) -> Arrivals {
        if case .scalar = cursor.node.content {
            guard try cursor.text() == "closed" else {
                throw cursor.mismatch("closed, or a rate such as {poisson: 5}")
            }
            return .closed
        }
        let fields = try cursor.map(keys: keys)
        let given = keys.compactMap { name in fields[name].map { (name, $0) } }
        guard let (name, value) = given.first, given.count == 1 else {
            throw cursor.error("expected one of " + keys.joined(separator: ", "))
        }
        let number = try value.double(in: Arrivals.bounds)
        return switch name {
        case "constant": .constant(perSecond: number)
        case "poisson": .poisson(perSecond: number)
        default: .recorded(speed: number)
        }
    }
}
