import TallyCore
import TallyStatistics

extension JSONValue {
    /// Every digit; what JSON cannot say is a string.
    init(_ value: Double) {
        self = value.isFinite ? .number("\(value)") : .string("\(value)")
    }

    init(_ value: Double?) { self = value.map { JSONValue($0) } ?? .null }

    init(_ value: Int?) { self = value.map { .number(String($0)) } ?? .null }

    init(_ values: [Double]?) { self = values.map { .array($0.map { JSONValue($0) }) } ?? .null }

    init(_ values: [Int]) { self = .array(values.map { .number(String($0)) }) }

    init(_ estimate: Estimate?) {
        guard let estimate else {
            self = .null
            return
        }
        self = [
            "value": JSONValue(estimate.value), "low": JSONValue(estimate.low),
            "high": JSONValue(estimate.high), "n": JSONValue(estimate.n),
            "method": .string(estimate.method),
        ]
    }

    init(_ distribution: BootstrapDistribution?) {
        guard let distribution else {
            self = .null
            return
        }
        self = [
            "value": JSONValue(distribution.value),
            "replicates": JSONValue(distribution.replicates),
            "percentile": JSONValue(distribution.percentile()),
            "bca": JSONValue(distribution.bca()),
        ]
    }
}
