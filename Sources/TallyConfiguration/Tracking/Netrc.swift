/// Finds a machine's password in the text of a `~/.netrc`.
///
/// Source: the file format of curl and GNU inetutils' ftp(1): tokens apart by white space, `machine NAME` or `default`,
/// then `login`, `password`, `account`; `macdef` up to an empty line is passed over; `#` begins a comment line.
enum Netrc {
    /// The password of a host; `nil` when the file names none.
    static func password(of host: String, in text: String) -> String? {
        var tokens = tokens(of: text)[...]
        var isMeant = false
        while let token = tokens.popFirst() {
            switch token {
            case "machine": isMeant = tokens.popFirst() == host
            case "default": isMeant = true
            case "login", "account": _ = tokens.popFirst()
            case "password":
                let password = tokens.popFirst()
                if isMeant, let password, !password.isEmpty { return password }
            default: break
            }
        }
        return nil
    }

    private static func tokens(of text: String) -> [String] {
        var tokens: [String] = []
        var isMacro = false
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
            if words.isEmpty { isMacro = false }
            guard !isMacro, words.first?.hasPrefix("#") != true else { continue }
            if words.first == "macdef" {
                isMacro = true
                continue
            }
            tokens += words
        }
        return tokens
    }
}
