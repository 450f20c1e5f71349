/// That a profile is answered from a cassette instead of its endpoint.
package struct Replay: Hashable, Sendable {
    /// The cassette's file.
    package var cassette: String
    /// How many times faster than recorded answers come; `nil` at once.
    ///
    /// What is measured is what was recorded, always.
    package var speed: Double?
    /// A request that was never recorded ends the run; otherwise its trial has no result.
    package var isStrict: Bool

    package init(cassette: String, speed: Double? = 1, isStrict: Bool = true) {
        self.cassette = cassette
        self.speed = speed
        self.isStrict = isStrict
    }

    package var configuration: JSONValue {
        [
            "cassette": .string(cassette), "speed": .optional(speed), "strict": .bool(isStrict),
        ]
    }

    package init?(configuration: JSONValue) {
        guard let cassette = configuration["cassette"]?.string else { return nil }
        self.init(
            cassette: cassette,
            speed: configuration["speed"]?.double,
            isStrict: configuration["strict"]?.bool ?? true
        )
    }
}
