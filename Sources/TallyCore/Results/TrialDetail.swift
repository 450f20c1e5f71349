/// Everything about one trial, for people to read.
package struct TrialDetail: Sendable {
    package var item: Case
    package var repeatIndex: Int
    package var state: String
    package var isAccepted: Bool
    package var error: String?
    package var message: String?
    package var output: JSONValue?
    package var score: TrialScore?
    package var repairs: [String]
    package var isSchemaValid: Bool?
    package var source: String
    package var profile: String
    package var isSimulated: Bool
    /// The first call with its schema, whose time counts in no statistic of latency.
    package var isWarmUp = false
    package var service: Double?
    package var timeToFirstToken: Double?
    package var attempts: [Attempt]
    /// Whom it asked, in that order; empty for an execution that was cut off.
    package var calls: [Call] = []
    /// What is wrong with its fields; empty where nobody looked.
    package var errorKinds: [String: [FieldError]] = [:]

    /// One profile asked, and what its answer was worth as far as nobody knew the truth.
    package struct Call: Hashable, Sendable {
        package var id: Int64
        package var profile: String
        package var role: String
        /// Its answer is the trial's.
        package var isDecisive: Bool
        package var service: Double?
        package var isSchemaValid: Bool?
        package var reconciles: Bool?
        package var meanLogprob: Double?
        /// What was held against the policy's threshold.
        package var signal: Double?
        /// Why it was asked, where doubt about another answer was the reason.
        package var reason: String?

        package init(id: Int64, profile: String, role: String, isDecisive: Bool) {
            self.id = id
            self.profile = profile
            self.role = role
            self.isDecisive = isDecisive
        }
    }

    /// One request on the wire with what came back.
    package struct Attempt: Sendable {
        package var ulid: String
        /// The call it belongs to.
        package var call: Int64 = 0
        /// Whom it asked; `nil` in a run that asks one profile alone.
        package var profile: String?
        package var number: Int
        package var state: String
        package var opened: Moment
        package var status: Int?
        package var error: String?
        package var message: String?
        package var finish: String?
        package var service: Double?
        package var usage: Usage?
        package var billed: String?
        package var priceKey: String?
        package var price: Price?
        package var facts = ServerFacts()
        package var body: [UInt8]

        package init(ulid: String, number: Int, state: String, opened: Moment, body: [UInt8]) {
            self.ulid = ulid
            self.number = number
            self.state = state
            self.opened = opened
            self.body = body
        }
    }

    package init(
        item: Case,
        repeatIndex: Int,
        state: String,
        isAccepted: Bool,
        profile: String,
        source: String,
        isSimulated: Bool
    ) {
        self.item = item
        self.repeatIndex = repeatIndex
        self.state = state
        self.isAccepted = isAccepted
        self.profile = profile
        self.source = source
        self.isSimulated = isSimulated
        repairs = []
        attempts = []
    }
}
