/// The first line of a cassette: whom it recorded, when and where.
///
/// Neither an endpoint nor anything that opens one is in it.
package struct CassetteHeader: Sendable {
    package static let version = 1

    /// As it was asked.
    package var profile: Profile
    /// The digest of the answers' JSON Schema.
    package var schema: Digest
    package var recorded: Moment
    /// The experiment it was taken from.
    package var experiment: String
    package var run: String
    package var benchmark: String
    package var dataset: String
    /// Lines that follow; fewer are a file that was cut off.
    package var requests: Int

    package init(
        profile: Profile,
        schema: Digest,
        recorded: Moment,
        experiment: String,
        run: String,
        benchmark: String,
        dataset: String,
        requests: Int
    ) {
        self.profile = profile.portable
        self.schema = schema
        self.recorded = recorded
        self.experiment = experiment
        self.run = run
        self.benchmark = benchmark
        self.dataset = dataset
        self.requests = requests
    }

    package var json: JSONValue {
        [
            "cassette": .number(Self.version), "recorded": .string(recorded.iso8601),
            "experiment": .string(experiment), "run": .string(run),
            "benchmark": .string(benchmark), "dataset": .string(dataset),
            "schema": .string(schema.description), "requests": .number(requests),
            "profile": profile.configuration,
        ]
    }

    /// Why a first line is none.
    package struct Fault: Error, Sendable {
        package let message: String

        package init(_ message: String) { self.message = message }
    }

    /// Reads what `json` wrote.
    package init(json: JSONValue) throws(Fault) {
        guard let version = json["cassette"]?.integer else {
            throw Fault("no cassette: its first line has no \"cassette\": 1")
        }
        guard version == Self.version else {
            throw Fault(
                "cassette of version \(version), this tally reads version \(Self.version)"
            )
        }
        let times = json["profile"]?["timeouts"]?.object?.members ?? []
        guard times.allSatisfy({ $0.value.double.map { (0...86_400).contains($0) } ?? true }) else {
            throw Fault("its first line has timeouts that are no times")
        }
        guard let profile = json["profile"].flatMap(Profile.init(configuration:)),
            profile.provider != .rules, profile.provider != .replay,
            let schema = json["schema"]?.string.flatMap({ Digest($0) }),
            let recorded = json["recorded"]?.string.flatMap({ Moment(iso8601: $0) }),
            let requests = json["requests"]?.integer
        else {
            throw Fault(
                "its first line lacks one of profile, schema, recorded, requests"
            )
        }
        self.init(
            profile: profile,
            schema: schema,
            recorded: recorded,
            experiment: json["experiment"]?.string ?? "",
            run: json["run"]?.string ?? "",
            benchmark: json["benchmark"]?.string ?? "",
            dataset: json["dataset"]?.string ?? "",
            requests: requests
        )
    }
}

extension Profile {
    /// Without address, keys and what only matters to a server that is asked.
    fileprivate var portable: Profile {
        var profile = self
        profile.endpoint = nil
        var access = AccessPlan()
        // They may change an answer, so they are part of what was asked; keys in them are names of variables.
        access.headers = self.access.headers
        profile.access = access
        profile.limits = RateLimits()
        profile.isolation = .parallel
        profile.replay = nil
        return profile
    }
}
