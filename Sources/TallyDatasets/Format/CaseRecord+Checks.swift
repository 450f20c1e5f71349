package import TallyCore

extension CaseRecord {
    /// A line as far as it could be read: the case is `nil` exactly when there are problems.
    package struct Decoded {
        package var item: Case?
        package var problems: [DatasetProblem]
    }

    /// Reads one canonical line; `folder`, absolute and without links, is where its image must be.
    package static func decode(
        _ line: UnsafeBufferPointer<UInt8>,
        folder: String,
        file: String,
        number: Int
    ) -> Decoded {
        let outcome = RecordDecoder(locale: nil, folder: folder).decode(line)
        let problems = outcome.problems.notes.map {
            DatasetProblem($0, file: file, line: number)
        }
        return Decoded(item: outcome.item, problems: problems)
    }

    /// What is wrong with the annotated fields of a record.
    package static func problems(
        in expected: JSONObject,
        file: String,
        number: Int?
    ) -> [DatasetProblem] {
        var checks = FieldChecks()
        ExpectedFields.check(expected, &checks)
        return checks.notes.map { DatasetProblem($0, file: file, line: number) }
    }
}
