package import TallyCore

/// The number of documents from which on a fixed cost pays off.
package enum BreakEven {
    /// `fixed` / `saving`: a fixed cost > 0 a month (own GPU, reserved capacity) over what each document saves.
    ///
    /// The interval of the saving is carried through; where it reaches 0 the break-even may never come, and the upper
    /// bound is infinite. `nil` when the saving itself is not above 0. The method is that of the saving.
    package static func volume(fixed: Double, saving: Estimate) -> Estimate? {
        guard fixed > 0, fixed.isFinite, saving.value > 0 else { return nil }
        return Estimate(
            value: fixed / saving.value,
            low: fixed / saving.high,
            high: saving.low > 0 ? fixed / saving.low : .infinity,
            n: saving.n,
            method: saving.method
        )
    }
}
