internal import Synchronization
internal import TallyCore

/// Counts the operations, errors and values of a program that is no run of Tally's.
package final class OperationMeters: Sendable {
    /// Names of one kind that are told apart; what comes later is counted as `other`.
    private static let mostNames = 100
    private static let other = "other"

    /// What is counted of one operation.
    package struct Operation: Sendable {
        package var name: String
        package var duration: Duration
        package var isSuccess: Bool
        package var inputTokens: Int
        package var outputTokens: Int
        /// `nil` when unknown.
        package var nanodollars: Int64?

        package init(
            name: String,
            duration: Duration,
            isSuccess: Bool,
            inputTokens: Int,
            outputTokens: Int,
            nanodollars: Int64?
        ) {
            self.name = name
            self.duration = duration
            self.isSuccess = isSuccess
            self.inputTokens = inputTokens
            self.outputTokens = outputTokens
            self.nanodollars = nanodollars
        }
    }

    private struct Totals {
        var succeeded = 0
        var failed = 0
        var durations: Histogram
        var inputTokens = 0
        var outputTokens = 0
        var cost = Money.zero
    }

    private struct State {
        var operations: [String: Totals] = [:]
        var errors: [String: Int] = [:]
        var values: [String: Double] = [:]
    }

    private let buckets: [Double]
    private let state = Mutex(State())

    /// `buckets` are upper bounds in seconds, finite and ascending.
    package init(buckets: [Double]) { self.buckets = buckets }

    package func add(_ operation: Operation) {
        state.withLock { state in
            let name = Self.capped(operation.name, in: state.operations)
            var totals = state.operations[name] ?? Totals(durations: Histogram(bounds: buckets))
            if operation.isSuccess { totals.succeeded += 1 } else { totals.failed += 1 }
            totals.durations.observe(operation.duration)
            totals.inputTokens = Self.sum(totals.inputTokens, operation.inputTokens)
            totals.outputTokens = Self.sum(totals.outputTokens, operation.outputTokens)
            totals.cost += Money(nanodollars: operation.nanodollars ?? 0)
            state.operations[name] = totals
        }
    }

    /// Counts an error of a type.
    package func add(errorOfType type: String) {
        state.withLock { state in
            state.errors[Self.capped(type, in: state.errors), default: 0] += 1
        }
    }

    /// Keeps the last value of each name.
    package func set(_ values: [String: Double]) {
        state.withLock { state in
            for (name, value) in values.sorted(by: { $0.key < $1.key }) {
                state.values[Self.capped(name, in: state.values)] = value
            }
        }
    }

    /// A count only grows, and stops at the largest number.
    private static func sum(_ total: Int, _ more: Int) -> Int {
        let (sum, overflow) = total.addingReportingOverflow(max(0, more))
        return overflow ? .max : sum
    }

    private static func capped<Value>(_ name: String, in known: [String: Value]) -> String {
        known[name] != nil || known.count < mostNames ? name : other
    }

    var families: [MetricFamily] {
        let state = state.withLock { $0 }
        var count = MetricFamily("operation", .counter, "Operations by how they ended.")
        var duration = MetricFamily(
            "operation_duration_seconds",
            .histogram,
            "Seconds an operation took."
        )
        var tokens = MetricFamily("operation_tokens", .counter, "Tokens of operations.")
        var cost = MetricFamily(
            "operation_cost_dollars",
            .counter,
            "What operations cost, where that is known."
        )
        for (name, totals) in state.operations.sorted(by: { $0.key < $1.key }) {
            let label = [(name: "operation", value: name)]
            count.add(label + [("status", "success")], totals.succeeded)
            count.add(label + [("status", "error")], totals.failed)
            duration.add(label, totals.durations)
            tokens.add(label + [("kind", "input")], totals.inputTokens)
            tokens.add(label + [("kind", "output")], totals.outputTokens)
            cost.add(label, MetricCatalog.dollars(totals.cost.nanodollars))
        }
        var errors = MetricFamily("operation_error", .counter, "Errors by type.")
        for (type, number) in state.errors.sorted(by: { $0.key < $1.key }) {
            errors.add([("type", type)], number)
        }
        var values = MetricFamily("value", .gauge, "The last value of each name.")
        for (name, value) in state.values.sorted(by: { $0.key < $1.key }) {
            values.add([("name", name)], "\(value)")
        }
        return [count, duration, tokens, cost, errors, values]
    }
}
