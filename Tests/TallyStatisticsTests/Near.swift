/// Equal to ten digits.
func isNear(_ left: Double, _ right: Double) -> Bool {
    left == right || abs(left - right) <= max(1e-10 * abs(right), 1e-30)
}
