package import TallyCore

/// The table `field_metrics`: a row a field, with its outcomes over all scored trials.
package enum FieldTable {
    package static let key = "field_metrics"
    package static let columns =
        ["field", "accuracy", "annotated"] + FieldOutcome.allCases.map(\.rawValue)

    package static func rows(of run: RunSummary) -> [[JSONValue]] {
        run.fields.map { field in
            let counts = FieldOutcome.allCases.map { field.counts[$0] ?? 0 }
            return [
                .string(field.name), .optional(field.accuracy), .number(counts.reduce(0, +)),
            ] + counts.map { .number($0) }
        }
    }
}
