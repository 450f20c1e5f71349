import TallyCore
import TallyProviders
import Testing

struct ChatUsageTests {
    private func usage(_ text: String) throws -> Usage? {
        Usage(chat: try JSONParser.parse(text))
    }

    @Test func `cached and written tokens leave the full-price bucket`() throws {
        let read = try usage(
            """
            {"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200,
             "prompt_tokens_details":{"cached_tokens":600,"cache_write_tokens":100},
             "completion_tokens_details":{"reasoning_tokens":150}}
            """
        )
        let expected = Usage(
            input: 300,
            cachedInput: 600,
            cacheWrite: 100,
            output: 200,
            reasoning: 150
        )
        #expect(read == expected)
        #expect(read?.prompt == 1000)
    }

    @Test(arguments: [
        "{\"prompt_tokens\":10,\"completion_tokens\":5}",
        "{\"prompt_tokens\":10,\"completion_tokens\":5,\"prompt_tokens_details\":null}",
        "{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":15,\"completion_tokens_details\":{}}",
    ])
    func `details may be missing`(text: String) throws {
        #expect(try usage(text) == Usage(input: 10, output: 5))
    }

    @Test func `a prompt without an answer has no completion tokens`() throws {
        #expect(try usage("{\"prompt_tokens\":10,\"total_tokens\":10}") == Usage(input: 10))
    }

    @Test func `more cached than read is flagged, and no bucket is negative`() throws {
        let read = try usage(
            "{\"prompt_tokens\":10,\"completion_tokens\":5,\"prompt_tokens_details\":{\"cached_tokens\":12}}"
        )
        #expect(read == Usage(cachedInput: 12, output: 5, isInconsistent: true))
    }

    @Test(arguments: [
        "{\"prompt_tokens\":-1,\"completion_tokens\":5}",
        "{\"prompt_tokens\":1,\"completion_tokens\":-5}",
        "{\"prompt_tokens\":1,\"completion_tokens\":5,\"total_tokens\":7}",
        "{\"prompt_tokens\":1,\"completion_tokens\":5,\"completion_tokens_details\":{\"reasoning_tokens\":6}}",
        "{\"prompt_tokens\":1,\"completion_tokens\":5,\"prompt_tokens_details\":{\"cached_tokens\":-1}}",
    ])
    func `counts that contradict each other are flagged`(text: String) throws {
        let read = try #require(try usage(text))
        #expect(read.isInconsistent)
        #expect([read.input, read.cachedInput, read.output, read.reasoning].allSatisfy { $0 >= 0 })
    }

    @Test(arguments: [Int.max, .min, 1 << 40])
    func `absurd counts are flagged, and neither they nor their sum trap`(count: Int) throws {
        let read = try #require(
            try usage(
                """
                {"prompt_tokens":\(count),"completion_tokens":\(count),"total_tokens":\(count),
                 "prompt_tokens_details":{"cached_tokens":\(count),"cache_write_tokens":1}}
                """
            )
        )
        #expect(read.isInconsistent)
        #expect((read + read + read).prompt >= 0)
    }

    @Test(arguments: [
        "null", "{}", "{\"prompt_tokens\":10}", "{\"prompt_tokens\":\"10\"}", "[]", "7",
    ])
    func `what is no usage is none`(text: String) throws {
        #expect(try usage(text) == nil)
    }
}
