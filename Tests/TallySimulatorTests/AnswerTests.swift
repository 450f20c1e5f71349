import TallyCore
import Testing

struct AnswerTests {
    private var careless: Simulation {
        Simulation.plain.with {
            $0.fieldError.clean = 0.3
            $0.fieldError.heavy = 0.9
        }
    }

    @Test func `a model without errors answers with the truth, in the task's order`() async throws {
        let reply = try await Bench().post(request(Case.market.text ?? ""))
        let names = [
            "merchant", "address", "date", "currency", "subtotal", "tax", "tip", "discount",
            "total", "line_items",
        ]
        #expect(reply.fields.keys == names)
        #expect(reply.fields["total"] == .number("5.98"))
        #expect(reply.fields["line_items"]?.array?.count == 2)
        #expect(reply.fields["subtotal"] == .null)
    }

    @Test func `a schema decides which fields are answered`() async throws {
        let schema: JSONValue = ["properties": ["total": ["type": "number"], "date": [:]]]
        let format: JSONValue = ["type": "json_schema", "json_schema": ["schema": schema]]
        let body = request(Case.market.text ?? "", [("response_format", format)])
        let reply = try await Bench().post(body)
        #expect(reply.answer == #"{"total":5.98,"date":"2026-03-14"}"#)
    }

    @Test func `equal requests get equal answers from different servers`() async throws {
        let cases = Case.numbered(30)
        let one = try Bench(careless, cases: cases)
        let other = try Bench(careless, cases: cases.reversed())
        for item in cases {
            let body = request(item.text ?? "")
            let first = try await one.post(body)
            #expect(try await other.post(body).text == first.text)
        }
    }

    @Test func `streaming changes the delivery, never the answer`() async throws {
        let bench = try Bench(careless, cases: Case.numbered(30))
        for item in Case.numbered(30) {
            let whole = try await bench.post(request(item.text ?? ""))
            let format: (String, JSONValue) = ("response_format", ["type": "json_object"])
            let stream = try await bench.post(request(item.text ?? "", [format, ("stream", true)]))
            #expect(stream.streamedAnswer == whole.answer)
        }
    }

    @Test(arguments: [("temperature", JSONValue.number("0.7")), ("seed", 7), ("model", "sim-b")])
    func `the answer is drawn anew`(key: String, value: JSONValue) async throws {
        let cases = Case.numbered(40)
        let bench = try Bench(careless, cases: cases)
        var changed = 0
        for item in cases {
            var body = request(item.text ?? "").object ?? JSONObject()
            let before = try await bench.post(.object(body))
            body[key] = value
            if try await bench.post(.object(body)).answer != before.answer { changed += 1 }
        }
        #expect(changed > 10)
    }

    @Test func `fields go wrong as often as the noise says`() async throws {
        for (tag, expected) in [("noise-clean", 0.3), ("noise-heavy", 0.9), ("noise-light", 0)] {
            let cases = Case.numbered(300, tags: [tag])
            let bench = try Bench(careless, cases: cases)
            var wrong = 0
            for item in cases {
                let reply = try await bench.post(request(item.text ?? ""))
                for field in item.expected.members where reply.fields[field.key] != field.value {
                    wrong += 1
                }
            }
            #expect(abs(Double(wrong) / 1200 - expected) < 0.05)
        }
    }

    @Test func `fields of one's own go wrong too`() async throws {
        let schema: JSONValue = ["properties": ["number": [:], "net": [:], "orders": [:]]]
        let format: JSONValue = ["type": "json_schema", "json_schema": ["schema": schema]]
        let cases = (0..<200).map { number in
            Case(
                id: "inv-\(number)",
                text: "INVOICE \(number)",
                expected: JSONObject([
                    ("number", .string("NL \(number)")), ("net", .number("84.03")),
                    ("orders", ["A-1", "B-2", "C-3"]),
                ]),
                tags: ["noise-clean"]
            )
        }
        let bench = try Bench(careless, cases: cases)
        var wrong: [String: Int] = [:]
        for item in cases {
            let body = request(item.text ?? "", [("response_format", format)])
            let fields = try await bench.post(body).fields
            for field in item.expected.members where fields[field.key] != field.value {
                wrong[field.key, default: 0] += 1
            }
        }
        for name in ["number", "net", "orders"] {
            #expect((30...120).contains(wrong[name] ?? 0), "\(name)")
        }
    }

    @Test func `a refund is harder than a plain receipt`() async throws {
        var wrong: [Int] = []
        for tags in [["noise-clean"], ["noise-clean", "refund", "tip", "discount"]] {
            let cases = Case.numbered(300, tags: tags)
            let bench = try Bench(careless, cases: cases)
            var count = 0
            for item in cases {
                let fields = try await bench.post(request(item.text ?? "")).fields
                count += item.expected.members.count { fields[$0.key] != $0.value }
            }
            wrong.append(count)
        }
        #expect(wrong[1] > wrong[0])
    }

    @Test func `every wrong value is one a reader could write`() async throws {
        let cases = Case.numbered(200, tags: ["noise-heavy"])
        let bench = try Bench(careless, cases: cases)
        var dates: Set<JSONValue> = []
        var totals: Set<JSONValue> = []
        for item in cases {
            let fields = try await bench.post(request(item.text ?? "")).fields
            if let date = fields["date"] { dates.insert(date) }
            if let total = fields["total"] { totals.insert(total) }
        }
        #expect(dates.contains("2026-04-03"), "day and month change places")
        #expect(dates.contains(.null), "a date is missed")
        #expect(totals.contains(.number("11.25")), "the subtotal is taken for the total")
        #expect(totals.contains(.number("21.50")), "two digits change places")
        #expect(totals.contains(.number("12.60")), "a 5 is read as a 6")
    }

    @Test func `line items are dropped, merged or misread`() async throws {
        var counts: Set<Int> = []
        var merged = false
        let simulation = Simulation.plain.with { $0.fieldError.clean = 0.9 }
        let bench = try Bench(simulation)
        for seed in 0..<60 {
            let format: (String, JSONValue) = ("response_format", ["type": "json_object"])
            let members = [format, ("seed", .number(seed))]
            let fields = try await bench.post(request(Case.market.text ?? "", members)).fields
            let items = fields["line_items"]?.array ?? []
            counts.insert(items.count)
            if items.first?["description"] == "Milk Bread" { merged = true }
        }
        #expect(counts == [1, 2])
        #expect(merged)
    }
}
