/// Where the variance of repeated trials comes from: the cases, or the model's own noise within a case.
package struct Repeats: Hashable, Sendable {
    /// Cases.
    package let n: Int
    package let mean: Double
    /// s^2 of the cases' means.
    package let total: Double
    /// The part of it due to noise within a case: the mean within-case variance of one trial over K.
    package let within: Double
    /// What is left for the cases, at least 0.
    package let between: Double
    /// sqrt(total / n): repeats are averaged within a case, never pooled.
    package let standardError: Double

    /// Scores of each case's repeats; `nil` below two cases, when no case has two repeats, or a score is not finite.
    ///
    /// Cases without repeats are left out. Source: Miller 2024, arXiv 2411.00640, section 3.1; the variance of the mean
    /// of K_i repeats is the mean of s_i^2 times that of 1 / K_i, which is E[s_i^2] / K for equal K.
    package init?(_ repeats: [[Double]]) {
        let cases = repeats.filter { !$0.isEmpty }
        let repeated = cases.filter { $0.count > 1 }
        guard cases.count > 1, !repeated.isEmpty, cases.joined().allSatisfy(\.isFinite) else {
            return nil
        }
        let means = cases.map { $0.reduce(0, +) / Double($0.count) }
        let noise = repeated.reduce(0) { $0 + Self.variance($1) } / Double(repeated.count)
        let share = cases.reduce(0) { $0 + 1 / Double($1.count) } / Double(cases.count)
        n = cases.count
        mean = means.reduce(0, +) / Double(means.count)
        total = Self.variance(means)
        within = noise * share
        between = max(0, total - within)
        standardError = (total / Double(n)).squareRoot()
    }

    /// s^2 with n - 1.
    private static func variance(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    }
}
