/// A value in the normal form of Donut's evaluator: empty things dropped, keys by length and then letters, everything else
/// a list of texts.
///
/// Source: `JSONParseEvaluator.normalize_dict` of Donut (Kim et al. 2022, arXiv 2111.15664).
indirect enum DonutForm {
    case object([(key: String, value: DonutForm)])
    case objects([DonutForm])
    case texts([String])

    static let empty = DonutForm.object([])

    /// Normalises a value; a ground truth's options are not known here.
    init(_ value: MetricValue) {
        guard !value.isFalsy else {
            self = .empty
            return
        }
        switch value {
        case .object(let members): self = Self.normalized(members)
        case .list(let elements): self = Self.normalized(elements)
        default: self = .texts([PythonText.stripped(value.pythonText ?? "")])
        }
    }

    private static func normalized(_ members: [(key: String, value: MetricValue)]) -> DonutForm {
        let sorted = members.sorted { left, right in
            let (mine, theirs) = (left.key.unicodeScalars, right.key.unicodeScalars)
            return mine.count == theirs.count
                ? mine.lexicographicallyPrecedes(theirs) : mine.count < theirs.count
        }
        return .object(
            sorted.compactMap { key, value in
                let form = DonutForm(value)
                if form.isEmpty { return nil }
                if case .object = form { return (key, .objects([form])) }
                return (key, form)
            }
        )
    }

    private static func normalized(_ elements: [MetricValue]) -> DonutForm {
        let areObjects = elements.allSatisfy { if case .object = $0 { true } else { false } }
        if areObjects { return .objects(elements.map(DonutForm.init).filter { !$0.isEmpty }) }
        return .texts(
            elements.compactMap { element in
                switch element {
                case .text, .integer, .float:
                    let text = PythonText.stripped(element.pythonText ?? "")
                    return text.isEmpty ? nil : text
                default: return nil
                }
            }
        )
    }

    var isEmpty: Bool {
        switch self {
        case .object(let members): members.isEmpty
        case .objects(let forms): forms.isEmpty
        case .texts(let texts): texts.isEmpty
        }
    }

    /// Every text with the dotted keys that lead to it.
    func flattened(below key: String = "") -> [DonutField] {
        switch self {
        case .texts(let texts): texts.map { DonutField(key: key, text: $0) }
        case .objects(let forms): forms.flatMap { $0.flattened(below: key) }
        case .object(let members):
            members.flatMap { name, value in
                value.flattened(below: key.isEmpty ? name : key + "." + name)
            }
        }
    }
}

/// A text and the dotted keys that lead to it, compared by their scalars.
struct DonutField: Hashable {
    private let key: ExactText
    private let text: ExactText

    init(key: String, text: String) {
        self.key = ExactText(key)
        self.text = ExactText(text)
    }
}
