import TallyCore

/// Cases held in memory.
struct Cases: CaseSource {
    let cases: [Case]
    /// The folder the cases' images lie in.
    var folder: String?

    init(_ cases: [Case]) { self.cases = cases }

    var count: Int { cases.count }

    func load(_ position: Int) throws -> Case { cases[position] }

    func imageFile(of item: Case) -> String? {
        guard let folder, let image = item.image else { return nil }
        return folder + "/" + image
    }
}

extension Case {
    static let market = Case(
        id: "market",
        text: "CORNER MARKET\n14/03/2026\nMilk 2 x 1.29 2.58\nBread 3.40\nTOTAL 5.98\n",
        expected: JSONObject([
            ("merchant", "Corner Market"), ("date", "2026-03-14"), ("currency", "EUR"),
            ("tip", nil), ("total", .number("5.98")),
            (
                "line_items",
                [
                    ["description": "Milk", "quantity": 2, "amount": .number("2.58")],
                    ["description": "Bread", "amount": .number("3.40")],
                ]
            ),
        ]),
        tags: ["noise-clean"]
    )

    /// Receipts that differ in their number, for claims about shares.
    static func numbered(_ count: Int, tags: [String] = ["noise-clean"]) -> [Case] {
        (0..<count).map { number in
            Case(
                id: "case-\(number)",
                text: "SHOP \(number)\nTOTAL 12.50",
                expected: JSONObject([
                    ("merchant", .string("Shop Number \(number)")), ("date", "2026-03-04"),
                    ("subtotal", .number("11.25")), ("total", .number("12.50")),
                ]),
                tags: tags
            )
        }
    }
}

extension Simulation {
    /// No errors, no faults, no waits.
    static let plain: Simulation = {
        var simulation = Simulation()
        simulation.fieldError.clean = 0
        simulation.fieldError.light = 0
        simulation.fieldError.heavy = 0
        return simulation
    }()

    func with(_ change: (inout Simulation) -> Void) -> Simulation {
        var changed = self
        change(&changed)
        return changed
    }
}
