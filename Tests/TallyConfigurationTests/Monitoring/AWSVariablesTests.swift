import TallyConfiguration
import Testing

struct AWSVariablesTests {
    private func keys(_ process: [String: String]) throws -> AWSVariables.Keys? {
        try AWSVariables(Environment(process: process)).keys()
    }

    @Test func `variables win over the file, whose profile is named`() throws {
        let folder = try TemporaryFolder([
            "credentials": """
            # comment
            [default]
            aws_access_key_id = A1
            aws_secret_access_key=s/1+=
            [ci]
            aws_access_key_id=A2
            aws_secret_access_key = s2
            aws_session_token = t2
            """
        ])
        let file = ["AWS_SHARED_CREDENTIALS_FILE": folder / "credentials"]
        let usual = try keys(file)
        #expect(usual?.accessKey == "A1" && usual?.secret.reveal() == "s/1+=")
        let named = try keys(file.merging(["AWS_PROFILE": "ci"]) { $1 })
        #expect(named?.accessKey == "A2" && named?.sessionToken?.reveal() == "t2")
        let own = ["AWS_ACCESS_KEY_ID": "A3", "AWS_SECRET_ACCESS_KEY": "s3"]
        #expect(try keys(file.merging(own) { $1 })?.accessKey == "A3")
        #expect(try keys(file.merging(["AWS_PROFILE": "none"]) { $1 }) == nil)
        #expect(try keys(["HOME": folder.path]) == nil)
    }

    @Test func `region and endpoint are AWS's variables`() {
        let all = AWSVariables(
            Environment(process: [
                "AWS_DEFAULT_REGION": "a", "AWS_REGION": "b", "AWS_ENDPOINT_URL": "http://x",
            ])
        )
        #expect(all.region == "b" && all.endpoint == "http://x")
        #expect(AWSVariables(Environment(process: [:])).region == nil)
    }
}
