/// One receipt of a dataset: what a model is shown, and what it should answer.
package struct Case: Hashable, Sendable {
    package var id: String
    /// The receipt's OCR text.
    package var text: String?
    /// The image's path, relative to the dataset's folder.
    package var image: String?
    /// The annotated fields.
    ///
    /// An absent key is unannotated and not scored; null is annotated as absent.
    package var expected: JSONObject
    package var split: String?
    package var tags: [String]
    /// Cases of one group (merchant, template, duplicate set) are not independent.
    package var group: String?
    /// How much the case counts in weighted means; 1 unless stated.
    package var weight: Double
    package var user: String?
    /// Seconds after the first case at which the document arrived in production.
    package var arrival: Double?
    /// Decides how ambiguous dates and amounts are read: `en-MY`, `de-DE`.
    package var locale: String?

    package init(
        id: String,
        text: String?,
        image: String? = nil,
        expected: JSONObject,
        split: String? = nil,
        tags: [String] = [],
        group: String? = nil,
        weight: Double = 1,
        user: String? = nil,
        arrival: Double? = nil,
        locale: String? = nil
    ) {
        self.id = id
        self.text = text
        self.image = image
        self.expected = expected
        self.split = split
        self.tags = tags
        self.group = group
        self.weight = weight
        self.user = user
        self.arrival = arrival
        self.locale = locale
    }
}

/// The cases of a plan by position, each read when it is needed.
package protocol CaseSource: Sendable {
    var count: Int { get }
    func load(_ position: Int) throws -> Case

    /// A number that names the case in its dataset whatever split is selected: its line's byte offset in a file.
    func identity(of position: Int) -> Int

    /// The file of a case's image; `nil` when the case names none or it is not there.
    func imageFile(of item: Case) throws -> String?
}

extension CaseSource {
    package func identity(of position: Int) -> Int { position }
    package func imageFile(of item: Case) throws -> String? { nil }
}
