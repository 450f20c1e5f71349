internal import TallyCore
internal import TallyDatasets

/// A file of predictions for the cases of a dataset.
struct PredictionFile {
    let path: String
    /// The dataset's cases by their ids.
    let positions: [String: Int]

    /// What a file holds, found before anything is stored.
    struct Survey {
        /// Trials of each case, at most.
        var repeats = 1
        /// Keys that mean nothing here.
        var ignored: [String] = []
    }

    /// Reads every line, and refuses the first that cannot be: of no such case, or of one that had its prediction.
    func survey(of dataset: Dataset) throws -> Survey {
        var survey = Survey()
        var seen: Set<TrialSlot> = []
        try JSONLineFile(path: path).forEach { object, place throws(HarnessError) in
            for key in object.keys
            where !Prediction.keys.contains(key) && !survey.ignored.contains(key) {
                if let meant = NearMiss.suggestion(for: key, among: Prediction.keys) {
                    throw place.refuse("unknown key \"\(key)\"; did you mean \"\(meant)\"?")
                }
                survey.ignored.append(key)
            }
            let prediction = try Prediction(object, at: place)
            guard let position = positions[prediction.caseID] else {
                throw place.refuse(
                    "id: no case \"\(prediction.caseID)\" in \(dataset.path)"
                )
            }
            let slot = TrialSlot(position: position, repeatIndex: prediction.repeatIndex)
            guard seen.insert(slot).inserted else {
                throw place.refuse(
                    "id: a second prediction of \"\(prediction.caseID)\"; number them with \"repeat\""
                )
            }
            survey.repeats = max(survey.repeats, prediction.repeatIndex + 1)
        }
        guard !seen.isEmpty else { throw HarnessError(.usage, "\(path): holds no prediction") }
        return survey
    }

    /// Calls `body` with each prediction and its case's position.
    func forEach(_ body: (Prediction, Int) throws(HarnessError) -> Void) throws {
        try JSONLineFile(path: path).forEach { object, place throws(HarnessError) in
            let prediction = try Prediction(object, at: place)
            guard let position = positions[prediction.caseID] else { return }
            try body(prediction, position)
        }
    }
}
