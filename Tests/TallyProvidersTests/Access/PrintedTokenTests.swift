import Foundation
import TallyCore
import TallyProviders
import Testing

struct PrintedTokenTests {
    private let now = 1_000_000.0

    @Test func `what the Azure CLI prints holds the token and its end`() {
        let output =
            #"{"accessToken":"ey.x.y","expiresOn":"2026-11-25 16:00:00.000000","#
            + #""expires_on":1003600,"subscription":"s","tokenType":"Bearer"}"# + "\n"
        let token = PrintedToken(output, now: now)
        #expect(token?.value == "ey.x.y")
        #expect(token?.renewal == 1_003_300)
        #expect(token?.end == 1_003_600)
    }

    @Test func `an OAuth answer tells how long its token lives`() {
        let token = PrintedToken(#"{"access_token":"t","expires_in":400}"#, now: now)
        #expect(token?.renewal == now + 200)
    }

    @Test func `a bare token may tell its end itself`() {
        let claims = Data(#"{"aud":"x","exp":1007200}"#.utf8).base64EncodedString()
            .replacing("=", with: "")
        let jwt = "eyJh.\(claims).c2ln"
        #expect(PrintedToken(jwt + "\n", now: now)?.renewal == 1_006_900)
        #expect(PrintedToken("opaque", now: now)?.renewal == now + 300)
    }

    @Test func `a token that has ended is renewed at once`() {
        #expect(PrintedToken(#"{"token":"t","expires_on":"5"}"#, now: now)?.renewal == now)
    }

    @Test(arguments: ["", "two words", "{}", #"{"accessToken":7}"#, "line\nbreak", "é"])
    func `what is no token is none`(output: String) {
        #expect(PrintedToken(output, now: now) == nil)
    }
}
