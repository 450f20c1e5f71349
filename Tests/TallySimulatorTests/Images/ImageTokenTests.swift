import TallyCore
import TallySimulator
import Testing

struct ImageTokenTests {
    /// What the request costs besides the image: the opening, one message, 17 bytes of text.
    private static let rest = 3 + 4 + 5

    private func tokens(_ url: String, detail: String? = nil) async throws -> Int? {
        let reply = try await Bench().post(request(image: url, detail: detail))
        #expect(reply.status == 200)
        return reply.json["usage"]?["prompt_tokens"]?.integer.map { $0 - Self.rest }
    }

    /// The sizes and counts of OpenAI's own examples come first.
    @Test(arguments: [
        (1024, 1024, 765), (2048, 4096, 1105), (4096, 2048, 1105), (512, 512, 255), (1, 1, 255),
        (513, 512, 425), (600, 800, 765), (768, 2048, 1445), (10_000, 10, 765),
        (2_147_483_647, 1, 765),
    ])
    func `an image counts by its tiles`(width: Int, height: Int, count: Int) async throws {
        #expect(try await tokens(Picture.url(Picture.png(width, height))) == count)
        guard width < 65_536, height < 65_536 else { return }
        let jpeg = Picture.url(Picture.jpeg(width, height), type: "image/jpeg")
        #expect(try await tokens(jpeg) == count)
    }

    @Test(arguments: [("low", 85), ("high", 1105), ("auto", 1105)])
    func `at low detail every image counts the same`(detail: String, count: Int) async throws {
        let url = Picture.url(Picture.png(2048, 4096))
        #expect(try await tokens(url, detail: detail) == count)
    }

    @Test(arguments: [UInt8(0xC1), 0xC2, 0xC9, 0xCF])
    func `every kind of frame tells the size`(frame: UInt8) async throws {
        let url = Picture.url(Picture.jpeg(2048, 4096, frame: frame), type: "image/jpeg")
        #expect(try await tokens(url) == 1105)
    }

    @Test(arguments: [
        "https://example.com/receipt.png", "data:image/png;base64,",
        "data:image/webp;base64,UklGRg==", "data:image/png;base64,iVBORw0KGgo=",
        Picture.url(Picture.png(0, 100)), Picture.url(Picture.jpeg(100, 0)),
        Picture.url(Picture.jpeg(2048, 4096, frame: 0xC4)), Picture.url([0xFF, 0xD8, 0xFF]),
    ])
    func `an image of unknown size counts as one tile`(url: String) async throws {
        #expect(try await tokens(url) == 255)
    }

    @Test func `no bytes are too strange`() async throws {
        let bench = try Bench()
        var draws = SeededGenerator(seed: 20_261_125)
        for _ in 0..<3000 {
            var bytes = draws.chance(0.5) ? Picture.png(640, 480) : Picture.jpeg(640, 480)
            for _ in 0...draws.below(4) {
                switch draws.below(4) {
                case 0: bytes.removeLast(draws.below(bytes.count))
                case 1: bytes.append(UInt8(draws.below(256)))
                case 2: bytes.insert(draws.pick([0xFF, 0x00]), at: draws.below(bytes.count))
                default: bytes[draws.below(bytes.count)] = UInt8(draws.below(256))
                }
            }
            let reply = try await bench.post(request(image: Picture.url(bytes)))
            let tokens = reply.json["usage"]?["prompt_tokens"]?.integer ?? 0
            #expect(reply.status == 200)
            #expect((85 + 170...85 + 8 * 170).contains(tokens - Self.rest))
        }
    }

    @Test(arguments: [
        "data:,", "data:image/png,abc", "data:image/png;base64,!!!", "data:image/png;base64",
        "data:image/png;base64,iVBORw0KGg",
    ])
    func `a data URL that is none is refused`(url: String) async throws {
        let reply = try await Bench().post(request(image: url))
        #expect(reply.status == 400)
        #expect(reply.json["error"]?["param"] == "messages[0].content[1].image_url.url")
        #expect(reply.json["error"]?["code"] == "invalid_value")
    }

    @Test func `an unknown detail is refused`() async throws {
        let reply = try await Bench().post(
            request(image: Picture.url(Picture.png(1, 1)), detail: "medium")
        )
        #expect(reply.status == 400)
    }

    @Test func `responses count as chat completions do`() async throws {
        let input: JSONValue = [
            [
                "role": "user",
                "content": [
                    ["type": "input_text", "text": "Read the receipt."],
                    [
                        "type": "input_image", "detail": "auto",
                        "image_url": .string(Picture.url(Picture.png(1024, 1024))),
                    ],
                ],
            ]
        ]
        let body: JSONValue = ["model": "sim-a", "input": input]
        let reply = try await Bench().post(body, to: ResponsesPath.openAI)
        #expect(reply.json["usage"]?["input_tokens"]?.integer == 765 + Self.rest)
    }

    @Test(arguments: [
        (750, 1, 1), (1000, 750, 1000), (1568, 784, 1600), (3136, 750, 784), (8000, 8000, 1600),
    ])
    func `Anthropic counts by pixels`(width: Int, height: Int, count: Int) async throws {
        let data = Picture.url(Picture.png(width, height)).dropFirst("data:image/png;base64,".count)
        let image: JSONValue = [
            "type": "image",
            "source": [
                "type": "base64", "media_type": "image/png", "data": .string(String(data)),
            ],
        ]
        var body = Messages.body("x").object ?? JSONObject()
        body["system"] = nil
        body["messages"] = [["role": "user", "content": [image]]]
        let reply = try await Bench().message(.object(body))
        #expect(reply.json["usage"]?["input_tokens"]?.integer == 3 + 4 + count)
    }

    @Test func `a known image is cached with the prompt's beginning, another is not`() async throws
    {
        let bench = try Bench()
        var cached: [Int?] = []
        for filler in [UInt8(1), 1, 2] {
            let url = Picture.url(Picture.png(2048, 4096, filler: filler))
            let reply = try await bench.post(request(image: url))
            cached.append(
                reply.json["usage"]?["prompt_tokens_details"]?["cached_tokens"]?.integer
            )
        }
        #expect(cached == [0, 1024, 0])
    }
}
