package import TallyCore

/// Reads a model's text as the object the schema asks for.
///
/// Strict JSON comes first and is parsed exactly once. Only when that fails is the closed list of repairs tried: first
/// what stands around the object, then the object's syntax. Total: any text gives an object or a fault.
package struct AnswerParser: Sendable {
    private let shape: AnswerShape

    package init(fields: [FieldSpec] = FieldSpec.receipt) {
        shape = AnswerShape(fields: fields)
    }

    package func parse(_ text: String) -> ParsedAnswer {
        let bytes = Array(text.utf8)
        do {
            return fit(try JSONParser.parse(bytes), repairs: [])
        } catch {
            return mend(bytes, after: error)
        }
    }

    private func mend(_ bytes: [UInt8], after error: JSONError) -> ParsedAnswer {
        // The faults that no repair may hide; a syntax error is where the others could still come to light.
        guard error.code == .syntax else { return failure(error) }
        let envelope: AnswerEnvelope
        do {
            guard let found = try AnswerEnvelope(bytes) else { return failure(error) }
            envelope = found
        } catch {
            return ParsedAnswer(result: .failure(error))
        }
        let object = Array(bytes[envelope.object])
        do {
            return fit(try JSONParser.parse(object), repairs: envelope.repairs)
        } catch {
            guard error.code == .syntax else { return failure(error, envelope.repairs) }
        }
        var repairer = SyntaxRepairer(object)
        repairer.run()
        let repairs = envelope.repairs + repairer.repairs
        do {
            return fit(try JSONParser.parse(repairer.output), repairs: repairs)
        } catch {
            return failure(error, repairs)
        }
    }

    private func fit(_ value: JSONValue, repairs: [Repair]) -> ParsedAnswer {
        var fitting = shape.fit(value)
        fitting.repairs = inOrder(repairs + fitting.repairs)
        return fitting
    }

    private func failure(_ error: JSONError, _ repairs: [Repair] = []) -> ParsedAnswer {
        ParsedAnswer(
            result: .failure(AnswerFault(.invalidJSON, error.description)),
            repairs: inOrder(repairs)
        )
    }

    private func inOrder(_ repairs: [Repair]) -> [Repair] {
        repairs.count < 2 ? repairs : Repair.allCases.filter(repairs.contains)
    }
}
