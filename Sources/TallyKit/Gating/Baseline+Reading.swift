internal import TallyCore
internal import TallyDatasets

extension Baseline {
    /// Reads a baseline's file; `nil` when there is none.
    static func read(_ path: String) throws -> Baseline? {
        guard OutputFile.exists(path) else { return nil }
        let file = try DataFile(path)
        let value: JSONValue
        do {
            let bytes = try file.read(at: 0, count: file.size)
            value = try JSONParser.parse(String(decoding: bytes, as: UTF8.self))
        } catch {
            throw HarnessError(.usage, "\(path): not JSON (\(error)); save a new baseline")
        }
        return try BaselineReader(path: path).baseline(value)
    }
}

/// Reads the members of a baseline's file, and names what is wrong with them.
private struct BaselineReader {
    let path: String

    func baseline(_ value: JSONValue) throws -> Baseline {
        let schema = value["schema"]?.string
        guard schema == Baseline.schema else {
            throw wrong("schema", "\"\(Baseline.schema)\"", found: schema.map { "\"\($0)\"" })
        }
        guard value["columns"]?.array?.compactMap(\.string) == Baseline.columns else {
            throw wrong("columns", "the columns this version writes", found: "others")
        }
        guard let prices = value["prices"].flatMap(PriceTable.init(configuration:)) else {
            throw wrong("prices", "prices by their keys")
        }
        let dataset = DatasetIdentity(
            name: try text(value["dataset"]?["name"], "dataset.name"),
            version: try text(value["dataset"]?["version"], "dataset.version"),
            digest: try text(value["dataset"]?["digest"], "dataset.digest"),
            cases: try count(value["dataset"]?["cases"], "dataset.cases")
        )
        let runs = value["runs"]?.array ?? []
        guard !runs.isEmpty else { throw wrong("runs", "at least one run") }
        let original = value["original"]
        let figures = original?["runs"]?.object?.members ?? []
        return Baseline(
            benchmark: try text(value["benchmark"], "benchmark"),
            saved: try moment(value["saved"], "saved"),
            provenance: value["provenance"] ?? .null,
            dataset: dataset,
            prices: prices,
            day: try text(value["prices_as_of"], "prices_as_of"),
            sides: try runs.enumerated().map { try side($1, at: "runs[\($0)]", dataset) },
            original: Baseline.Original(
                saved: try moment(original?["saved"], "original.saved"),
                figures: Dictionary(
                    uniqueKeysWithValues: figures.map {
                        ($0.key, Baseline.Figures(json: $0.value))
                    }
                )
            )
        )
    }

    private func side(
        _ value: JSONValue,
        at place: String,
        _ dataset: DatasetIdentity
    ) throws -> ComparisonSide {
        let models = value["returned_models"]?.object?.members ?? []
        let run = ComparedRun(
            id: try text(value["id"], "\(place).id"),
            name: try text(value["name"], "\(place).name"),
            experiment: try text(value["experiment"], "\(place).experiment"),
            isSimulated: try flag(value["simulated"], "\(place).simulated"),
            isImported: try flag(value["imported"], "\(place).imported"),
            // Baselines of before there were cassettes do not say.
            isRecorded: value["recorded"]?.bool ?? false,
            isPartial: false,
            returnedModels: Dictionary(
                uniqueKeysWithValues: models.map { ($0.key, $0.value.integer ?? 0) }
            )
        )
        var contents: [String: String] = [:]
        let results = try (value["cases"]?.array ?? []).enumerated().map { index, row in
            let (result, content) = try self.result(row, at: "\(place).cases[\(index)]")
            guard contents.updateValue(content, forKey: result.id) == nil else {
                throw wrong("\(place).cases[\(index)]", "each case once", found: result.id)
            }
            return result
        }
        let terms = value["terms"]
        return ComparisonSide(
            run: run,
            results: results,
            contents: contents,
            dataset: dataset,
            scorer: try text(value["scorer"], "\(place).scorer"),
            fields: (value["fields"]?.array ?? []).compactMap(\.string),
            terms: ComparisonSide.Terms(
                provider: terms?["provider"]?.string,
                model: terms?["model"]?.string,
                isStreamed: terms?["streamed"]?.bool,
                prompt: terms?["prompt"]?.string,
                tiers: (terms?["tiers"]?.array ?? []).compactMap(\.string)
            ),
            order: try text(value["order"], "\(place).order"),
            pending: 0,
            repeats: try count(value["repeats"], "\(place).repeats")
        )
    }

    private func result(_ row: JSONValue, at place: String) throws -> (CaseResult, String) {
        guard let cells = row.array, cells.count == Baseline.columns.count else {
            throw wrong(place, "\(Baseline.columns.count) cells")
        }
        var result = CaseResult(id: try text(cells[0], "\(place)[0]"))
        result.group = cells[2].string
        result.weight = cells[3].double ?? 1
        result.place = cells[4].integer
        result.scored = try count(cells[5], "\(place)[5]")
        result.failed = try count(cells[6], "\(place)[6]")
        result.modelFailures = try count(cells[7], "\(place)[7]")
        result.exact = try share(cells[8], "\(place)[8]")
        result.accuracy = try share(cells[9], "\(place)[9]")
        result.fields = (cells[10].array ?? []).map { $0.double ?? .nan }
        (result.cost, result.uncachedCost) = (cells[11].double, cells[12].double)
        result.cachedCost = cells[13].double
        result.inputTokens = try count(cells[14], "\(place)[14]")
        result.outputTokens = try count(cells[15], "\(place)[15]")
        (result.service, result.firstToken) = (cells[16].double, cells[18].double)
        result.isCensored = cells[17].bool ?? false
        result.flagged = cells[19].double ?? 0
        result.missed = cells[20].double ?? 0
        return (result, try text(cells[1], "\(place)[1]"))
    }

    // MARK: Values

    private func text(_ value: JSONValue?, _ key: String) throws -> String {
        guard let text = value?.string else { throw wrong(key, "a text", found: value?.jsonText) }
        return text
    }

    private func count(_ value: JSONValue?, _ key: String) throws -> Int {
        guard let count = value?.integer, count >= 0 else {
            throw wrong(key, "a count", found: value?.jsonText)
        }
        return count
    }

    private func flag(_ value: JSONValue?, _ key: String) throws -> Bool {
        guard let flag = value?.bool else {
            throw wrong(key, "true or false", found: value?.jsonText)
        }
        return flag
    }

    private func share(_ value: JSONValue, _ key: String) throws -> Double? {
        if value == .null { return nil }
        guard let share = value.double, (0...1).contains(share) else {
            throw wrong(key, "a share from 0 to 1", found: value.jsonText)
        }
        return share
    }

    private func moment(_ value: JSONValue?, _ key: String) throws -> Moment {
        guard let milliseconds = value?.integer else {
            throw wrong(key, "milliseconds since 1970", found: value?.jsonText)
        }
        return Moment(milliseconds: Int64(milliseconds))
    }

    private func wrong(_ key: String, _ expected: String, found: String? = nil) -> HarnessError {
        let found = found.map { ", found \($0.prefix(60))" } ?? ""
        return HarnessError(
            .usage,
            "\(path): \(key): expected \(expected)\(found); `tally baseline save` writes such files"
        )
    }
}
