import TallyCore
import Testing

struct RedactorTests {
    private let redactor = Redactor(secrets: ["sk-canary/+=1234", ""])

    @Test func `a key is taken out wherever it stands`() {
        let text = "no key sk-canary/+=1234 (sk-canary/+=1234sk-canary/+=1234)"
        #expect(redactor.scrub(text) == "no key [redacted] ([redacted][redacted])")
    }

    @Test func `a key in percent encoding is taken out`() {
        #expect(redactor.scrub("?k=sk-canary%2F%2B%3D1234&x") == "?k=[redacted]&x")
    }

    @Test func `a key with its slashes escaped for JSON is taken out`() {
        #expect(redactor.scrub("{\"k\":\"sk-canary\\/+=1234\"}") == "{\"k\":\"[redacted]\"}")
    }

    @Test func `a key in base64 is taken out wherever it stands in more`() {
        // "user:" and "x:" before the key shift its digits.
        for encoded in ["dXNlcjpzay1jYW5hcnkvKz0xMjM0", "eDpzay1jYW5hcnkvKz0xMjM0"] {
            #expect(!redactor.scrub(encoded).contains("1jYW5hcnkvKz0xM"))
        }
    }

    @Test func `a key in base64 is taken out, alone and as the start of more`() {
        // "sk-canary/+=1234" and "sk-canary/+=1234:more"
        for encoded in ["c2stY2FuYXJ5Lys9MTIzNA==", "c2stY2FuYXJ5Lys9MTIzNDptb3Jl"] {
            let scrubbed = redactor.scrub("Basic \(encoded).")
            #expect(!scrubbed.contains("c2stY2FuYXJ5Lys9"))
            #expect(scrubbed.hasPrefix("Basic [redacted]"))
        }
    }

    @Test func `bytes that are no text keep everything but the key`() {
        let key = Array("sk-canary/+=1234".utf8)
        let replacement = Array("[redacted]".utf8)
        #expect(
            redactor.scrub([0xFF, 0x00] + key + [0xC3]) == [0xFF, 0x00] + replacement + [0xC3]
        )
    }

    @Test func `a part of a key at either end stays`() {
        for text in ["sk-canary/+=123", "k-canary/+=1234", "", "s"] {
            #expect(redactor.scrub(text) == text)
        }
    }

    @Test func `every secret is taken out, the too common ones are not looked for`() {
        let several = Redactor(secrets: ["first-key", "second-key", "abc"])
        #expect(several.scrub("first-key abc second-key") == "[redacted] abc [redacted]")
    }

    @Test func `without secrets nothing changes`() {
        #expect(Redactor(secrets: []).scrub("sk-canary") == "sk-canary")
    }
}
