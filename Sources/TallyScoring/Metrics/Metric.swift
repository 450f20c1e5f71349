/// A measure that other tools know, by the name under which it is asked for and written.
package enum Metric: String, Sendable, CaseIterable {
    case anlsStar = "anls_star"
    case donutAccuracy = "donut_nted"
    case donutF1 = "donut_f1"
    case sroieExact = "sroie_exact"
    case jsonDiff = "autoevals_jsondiff"
    case kieval

    /// Knows ground truths with several right answers.
    var knowsOptions: Bool { self == .anlsStar }
}
