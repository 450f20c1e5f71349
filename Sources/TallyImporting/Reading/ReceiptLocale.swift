internal import Foundation
internal import TallyDatasets

/// The locale of receipts as a person names it: a language and a region, such as `de-DE`.
///
/// It decides how dates and amounts are read, so a word that only looks like one would make wrong truths.
package enum ReceiptLocale {
    /// Refuses what `--locale` names when it is none.
    static func check(_ text: String?) throws(DatasetError) {
        if let problem = text.flatMap(problem) {
            throw DatasetError(.options, "--locale: " + problem)
        }
    }

    /// What is wrong with a locale, with a suggestion; `nil` for a sound one.
    package static func problem(_ text: String) -> String? {
        if isKnown(text) { return nil }
        let found = "found \"\(text.prefix(40))\", expected a language and a region"
        guard let suggestion = suggestion(for: text) else { return found + ", such as de-DE" }
        return found + "; did you mean \(suggestion)?"
    }

    /// `de-DE`, or `zh-Hans-CN` with a script: a language of ISO 639 and a region of ISO 3166.
    private static func isKnown(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard let language = parts.first, let region = parts.last else { return false }
        switch parts.count {
        case 2: break
        case 3: guard parts[1].wholeMatch(of: /[A-Z][a-z]{3}/) != nil else { return false }
        default: return false
        }
        return isLanguage(language) && isRegion(region)
    }

    private static func isLanguage(_ text: String) -> Bool {
        text.wholeMatch(of: /[a-z]{2,3}/) != nil && Locale.LanguageCode(text).isISOLanguage
    }

    private static func isRegion(_ text: String) -> Bool {
        text.wholeMatch(of: /[A-Z]{2}/) != nil && Locale.Region(text).isISORegion
    }

    /// `de-DE` for `de_de`, `de`, `German` and `Deutsch`.
    private static func suggestion(for text: String) -> String? {
        let parts = text.split { !$0.isLetter }.map(String.init)
        guard let first = parts.first?.lowercased(), let last = parts.last?.uppercased() else {
            return nil
        }
        guard let language = isLanguage(first) ? first : language(named: first) else { return nil }
        if parts.count > 1, isRegion(last) { return "\(language)-\(last)" }
        let likely = Locale.Language(identifier: language).maximalIdentifier
        let locale = "\(language)-\(likely.split(separator: "-").last ?? "")"
        return isKnown(locale) ? locale : nil
    }

    /// The code of a language by its name, in English or in itself.
    private static func language(named name: String) -> String? {
        let english = Locale(identifier: "en")
        let codes = Locale.LanguageCode.isoLanguageCodes.map(\.identifier).filter(isLanguage)
        // The two-letter codes are the languages that receipts are in.
        return codes.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }.first { code in
            let names = [english, Locale(identifier: code)].map {
                $0.localizedString(forLanguageCode: code)?.lowercased()
            }
            return names.contains(name)
        }
    }
}
