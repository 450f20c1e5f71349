internal import Foundation

/// The standard normal distribution.
package enum Normal {
    package static func cdf(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

    /// The x whose probability below is `p`; infinite at 0 and 1, NaN outside.
    ///
    /// Source: Wichura 1988, algorithm AS 241 (PPND16), about 16 digits.
    package static func quantile(_ p: Double) -> Double {
        guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
        let q = p - 0.5
        if abs(q) <= 0.425 {
            let r = 0.180625 - q * q
            return q * horner(centre.0, r) / horner(centre.1, r)
        }
        let r = (-log(min(p, 1 - p))).squareRoot()
        let (terms, shift) = r <= 5 ? (middle, 1.6) : (tail, 5.0)
        let value = horner(terms.0, r - shift) / horner(terms.1, r - shift)
        return q < 0 ? -value : value
    }

    private static func horner(_ coefficients: [Double], _ x: Double) -> Double {
        coefficients.reduce(0) { $0 * x + $1 }
    }

    // Numerator and denominator, the highest power first.
    private static let centre: ([Double], [Double]) = (
        [
            2509.0809287301226727, 33430.575583588128105, 67265.770927008700853,
            45921.953931549871457, 13731.693765509461125, 1971.5909503065514427,
            133.14166789178437745, 3.3871328727963666080,
        ],
        [
            5226.4952788528545610, 28729.085735721942674, 39307.895800092710610,
            21213.794301586595867, 5394.1960214247511077, 687.18700749205790830,
            42.313330701600911252, 1,
        ]
    )
    private static let middle: ([Double], [Double]) = (
        [
            7.74545014278341407640e-4, 0.0227238449892691845833, 0.241780725177450611770,
            1.27045825245236838258, 3.64784832476320460504, 5.76949722146069140550,
            4.63033784615654529590, 1.42343711074968357734,
        ],
        [
            1.05075007164441684324e-9, 5.47593808499534494600e-4, 0.0151986665636164571966,
            0.148103976427480074590, 0.689767334985100004550, 1.67638483018380384940,
            2.05319162663775882187, 1,
        ]
    )
    private static let tail: ([Double], [Double]) = (
        [
            2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.00124266094738807843860,
            0.0265321895265761230930, 0.296560571828504891230, 1.78482653991729133580,
            5.46378491116411436990, 6.65790464350110377720,
        ],
        [
            2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
            7.86869131145613259100e-4, 0.0148753612908506148525, 0.136929880922735805310,
            0.599832206555887937690, 1,
        ]
    )
}
