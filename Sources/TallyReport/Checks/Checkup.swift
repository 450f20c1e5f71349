package import TallyCore

/// What was found out about one thing a run depends on: a profile, the store, the clock.
package struct Checkup: Sendable {
    package enum Verdict: String, Sendable {
        case fine = "ok"
        /// Usable, but something should be known.
        case warning
        case failure = "fail"
    }

    package struct Finding: Sendable {
        package var topic: String
        package var verdict: Verdict
        package var text: String

        package init(_ topic: String, _ verdict: Verdict, _ text: String) {
            self.topic = topic
            self.verdict = verdict
            self.text = text
        }
    }

    package var name: String
    package var findings: [Finding]

    package init(name: String, findings: [Finding]) {
        self.name = name
        self.findings = findings
    }

    /// A run that depends on it would come to its end.
    package var isUsable: Bool { !findings.contains { $0.verdict == .failure } }

    package func text(style: TextStyle = .plain) -> String {
        let width = findings.map { DisplayWidth.of($0.topic) }.max() ?? 0
        let lines = findings.map { finding in
            let space = String(repeating: " ", count: width - DisplayWidth.of(finding.topic))
            let line = "\(finding.topic)\(space)  \(TerminalText.sanitize(finding.text))"
            let look: TextLook =
                switch finding.verdict {
                case .fine: .normal
                case .warning: .caution
                case .failure: .failure
                }
            let mark =
                switch finding.verdict {
                case .fine: " "
                case .warning: "!"
                case .failure: "x"
                }
            return "\(mark) " + style.apply(look, to: line)
        }
        return ([style.apply(.heading, to: TerminalText.sanitize(name))] + lines)
            .joined(separator: "\n") + "\n"
    }

    package var json: JSONValue {
        [
            "name": .string(name), "usable": .bool(isUsable),
            "findings": .array(
                findings.map { finding in
                    [
                        "topic": .string(finding.topic),
                        "verdict": .string(finding.verdict.rawValue),
                        "text": .string(finding.text),
                    ]
                }
            ),
        ]
    }
}
