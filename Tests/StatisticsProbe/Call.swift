import TallyCore

/// One call of a function by name, with its arguments as JSON.
struct Call {
    typealias Function = @Sendable (Call) throws -> JSONValue

    struct Fault: Error {
        let message: String
    }

    static let functions: [String: Function] = [
        distributions, intervals, resampling, paired, decisions, planning, cost, cascade,
        sequential,
        cache,
    ]
    .reduce(into: [:]) { all, room in all.merge(room) { first, _ in first } }

    private let members: JSONValue

    static func answer(to line: String) -> JSONValue {
        do {
            let call = Call(members: try JSONParser.parse(line))
            let name = try call.string("f")
            guard let function = functions[name] else {
                throw Fault(message: "no function \(name)")
            }
            return try function(call)
        } catch let fault as Fault {
            return ["error": .string(fault.message)]
        } catch {
            return ["error": .string("\(error)")]
        }
    }

    func string(_ name: String) throws -> String {
        guard let value = members[name]?.string else { throw Fault(message: "\(name): no string") }
        return value
    }

    func int(_ name: String) throws -> Int {
        guard let value = members[name]?.integer else {
            throw Fault(message: "\(name): no integer")
        }
        return value
    }

    func number(_ name: String) throws -> Double {
        guard let value = members[name].flatMap(Self.double) else {
            throw Fault(message: "\(name): no number")
        }
        return value
    }

    func number(_ name: String, or fallback: Double) throws -> Double {
        members[name] == nil ? fallback : try number(name)
    }

    func list(_ name: String) throws -> [Double] { try list(members[name], name) }

    func lists(_ name: String) throws -> [[Double]] {
        try (members[name]?.array ?? []).map { try list($0, name) }
    }

    func optionalList(_ name: String) throws -> [Double]? {
        isAbsent(name) ? nil : try list(name)
    }

    func optionalInts(_ name: String) throws -> [Int]? {
        isAbsent(name) ? nil : try list(name).map { Int($0) }
    }

    func optionalInt(_ name: String) throws -> Int? { isAbsent(name) ? nil : try int(name) }

    func optionalNumber(_ name: String) throws -> Double? {
        isAbsent(name) ? nil : try number(name)
    }

    private func isAbsent(_ name: String) -> Bool { members[name]?.isNull ?? true }

    private func list(_ value: JSONValue?, _ name: String) throws -> [Double] {
        guard let elements = value?.array else { throw Fault(message: "\(name): no list") }
        return try elements.map {
            guard let value = Self.double($0) else { throw Fault(message: "\(name): no numbers") }
            return value
        }
    }

    /// JSON has no infinities and no NaN, so they are strings.
    private static func double(_ value: JSONValue) -> Double? {
        value.double ?? value.string.flatMap(Double.init)
    }
}
