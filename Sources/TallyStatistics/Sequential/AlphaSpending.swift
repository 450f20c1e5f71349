internal import Foundation

/// How much of alpha may be spent by the time a share t of the planned cases is in.
///
/// Source: Lan and DeMets 1983, Biometrika 70:659-663.
package enum AlphaSpending: String, CaseIterable, Hashable, Sendable {
    /// 2 - 2 Phi(z_{1 - alpha / 2} / sqrt(t)): hardly any early, nearly all left for the end.
    case obrienFleming = "obrien-fleming"
    /// alpha ln(1 + (e - 1) t): about the same at each look.
    case pocock

    /// What may be spent up to `fraction` t, of one side's `alpha`; 0 at t <= 0, alpha from 1 on.
    package func spent(alpha: Double, at fraction: Double) -> Double {
        if fraction <= 0 { return 0 }
        if fraction >= 1 { return alpha }
        switch self {
        case .obrienFleming:
            let z = Normal.quantile(1 - alpha / 2)
            return 2 * Normal.cdf(-z / fraction.squareRoot())
        case .pocock:
            return alpha * log1p((M_E - 1) * fraction)
        }
    }
}
