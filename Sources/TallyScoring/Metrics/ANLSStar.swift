internal import TallyCore

/// ANLS*, the similarity of two structured answers between 0 and 1.
///
/// Source: Peer et al. 2024, arXiv 2402.03848; equal to the package anls_star 1.0.1. Texts count by their normalised
/// Levenshtein similarity, below one half as 0; lists are paired for the largest sum of the pairs' own means; an answer to
/// what has none, and what is missing, counts 0. Where several pairings are equally good, references differ.
package enum ANLSStar {
    /// The score of a prediction against a ground truth, which may hold options.
    package static func score(truth: MetricValue, prediction: MetricValue) -> Double {
        var truth = truth
        // As data sets of questions have it: a list of texts is a list of right answers to a text.
        if case .text = prediction, case .list(let elements) = truth,
            elements.allSatisfy({ if case .text = $0 { true } else { false } }), !elements.isEmpty
        {
            truth = .options(elements)
        }
        var keys: [ExactText: Int] = [:]
        let expected = ANLSTree(truth, keys: &keys)
        return expected.match(ANLSTree(prediction, keys: &keys)).mean
    }
}

/// How well two trees match.
struct ANLSMatch {
    /// Sum of the leaves' similarities.
    var sum: Double
    /// Number of leaves it is shared by.
    var length: Int
    /// The prediction is what the closest ground truth would be.
    var isExact = false
    /// The closest ground truth is no answer.
    var isNone = false

    var mean: Double { length > 0 ? sum / Double(length) : 1 }
}
