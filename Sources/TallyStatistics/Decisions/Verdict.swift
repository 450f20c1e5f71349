/// What a comparison with a margin comes to.
package enum Verdict: String, Hashable, Sendable {
    case pass = "PASS"
    case fail = "FAIL"
    case inconclusive = "INCONCLUSIVE"
}
