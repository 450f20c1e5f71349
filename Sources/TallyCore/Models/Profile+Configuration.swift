extension Profile {
    /// The resolved profile as JSON, without any secret.
    package var configuration: JSONValue {
        var object = asked.object ?? JSONObject()
        if let replay { object["replay"] = replay.configuration }
        if let batch { object["batch"] = batch.configuration }
        return .object(object)
    }

    private var asked: JSONValue {
        [
            "name": .string(name), "provider": .string(provider.rawValue), "model": .string(model),
            "endpoint": .optional(endpoint), "api": .string(api.rawValue),
            "azure": azure?.configuration ?? .null, "access": access.configuration,
            "price": .optional(priceKey), "retires": .optional(retires),
            "instead": .optional(successor),
            "output": .string(output.rawValue),
            "stream": .bool(isStreamed), "logprobs": .bool(wantsLogprobs),
            "parameters": .object(parameters),
            "extra": .object(extra), "image": image?.configuration ?? .null,
            "concurrency": concurrency.configuration, "limits": limits.configuration,
            "isolation": .string(isolation.rawValue),
            "timeouts": [
                "connect": .number(deadlines.connect.seconds),
                "first_byte": .optional(deadlines.firstByte?.seconds),
                "idle": .number(deadlines.idle.seconds),
                "total": .number(deadlines.total.seconds),
            ],
            "simulation": simulation?.configuration ?? .null,
        ]
    }

    init?(configuration: JSONValue) {
        guard let name = configuration["name"]?.string,
            let provider = configuration["provider"]?.string.flatMap(Provider.init(rawValue:)),
            let model = configuration["model"]?.string,
            let output = configuration["output"]?.string.flatMap(OutputMode.init(rawValue:)),
            let isStreamed = configuration["stream"]?.bool,
            let parameters = configuration["parameters"]?.object,
            let concurrency = configuration["concurrency"].flatMap(
                Concurrency.init(configuration:)
            )
        else { return nil }
        self.init(name: name, provider: provider, model: model)
        endpoint = configuration["endpoint"]?.string
        api = configuration["api"]?.string.flatMap(API.init(rawValue:)) ?? .chat
        azure = configuration["azure"].flatMap(AzureRoute.init(configuration:))
        if let plan = configuration["access"] {
            access = AccessPlan(configuration: plan)
        } else if let variable = configuration["key_env"]?.string {
            // As stores of version 1 have it.
            access.keyVariables = [variable]
        }
        priceKey = configuration["price"]?.string
        retires = configuration["retires"]?.string
        successor = configuration["instead"]?.string
        extra = configuration["extra"]?.object ?? JSONObject()
        image = configuration["image"].flatMap(ImageOptions.init(configuration:))
        self.output = output
        self.isStreamed = isStreamed
        wantsLogprobs = configuration["logprobs"]?.bool ?? false
        self.parameters = parameters
        self.concurrency = concurrency
        if let limits = configuration["limits"] { self.limits = RateLimits(configuration: limits) }
        isolation =
            configuration["isolation"]?.string.flatMap(Isolation.init(rawValue:)) ?? .parallel
        let timeouts = configuration["timeouts"]
        if let connect = timeouts?["connect"]?.double { deadlines.connect = .seconds(connect) }
        deadlines.firstByte = (timeouts?["first_byte"]?.double).map { .seconds($0) }
        if let idle = timeouts?["idle"]?.double { deadlines.idle = .seconds(idle) }
        if let total = timeouts?["total"]?.double { deadlines.total = .seconds(total) }
        simulation = configuration["simulation"].flatMap(Simulation.init(configuration:))
        batch = configuration["batch"].flatMap(BatchOptions.init(configuration:))
        replay = configuration["replay"].flatMap(Replay.init(configuration:))
    }
}

extension Duration {
    /// The duration in seconds.
    package var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }

    /// The duration in whole microseconds, rounded down.
    package var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
