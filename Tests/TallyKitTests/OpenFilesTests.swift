import TallyCore
import Testing

import TallyKit

struct OpenFilesTests {
    @Test func `a run whose connections fit stays as it is`() throws {
        let wanted = benchmark([profile("a", 20), profile("b", 30)])
        let (fitted, remarks) = try wanted.fitting(connections: 50)
        #expect(fitted.variants == wanted.variants)
        #expect(remarks.isEmpty)
    }

    @Test func `every variant gives up the same share, and each is told`() throws {
        let wanted = benchmark([profile("a", 100), profile("b", 20), profile("c", .adaptive)])
        let (fitted, remarks) = try wanted.fitting(connections: 110)
        let most = fitted.variants.map(\.profile.concurrency.most)
        #expect(most == [49, 10, 49])
        #expect(fitted.variants[2].profile.concurrency == Concurrency(start: 20, range: 10...49))
        #expect(remarks.count == 3)
        #expect(remarks[0].hasPrefix("a: at most 49 requests in flight, not 100"))
    }

    @Test func `no share of any room is more than the room`() throws {
        for room in 2...150 {
            let wanted = benchmark([profile("a", 100), profile("b", 50)])
            let (fitted, _) = try wanted.fitting(connections: room)
            let most = fitted.variants.map(\.profile.concurrency.most)
            #expect(most.reduce(0, +) <= room)
            #expect(most.allSatisfy { $0 >= 1 })
        }
    }

    @Test func `a simulated model takes two sockets a request, rules none`() throws {
        let wanted = benchmark([profile("s", 30, .simulated), profile("r", 100, .rules)])
        let (fitted, _) = try wanted.fitting(connections: 40)
        #expect(fitted.variants.map(\.profile.concurrency.most) == [20, 100])
    }

    @Test func `where not one request of each fits the run is refused`() {
        let wanted = benchmark([profile("a", 10), profile("b", 10)])
        let error = #expect(throws: HarnessError.self) { try wanted.fitting(connections: 1) }
        #expect(error?.code == .failed)
        #expect(error?.message.contains("room for 1 connections and 2 are needed") == true)
    }

    @Test func `there is room in a process that has hardly begun`() throws {
        let room = try #require(OpenFileLimit.room)
        let limit = try #require(OpenFileLimit.raise())
        #expect(room < limit)
    }

    private func benchmark(_ profiles: [Profile]) -> Benchmark {
        Benchmark(
            name: "files",
            file: "files.yaml",
            dataset: "receipts.jsonl",
            task: ExtractionTask(system: nil, template: "{{text}}"),
            variants: profiles.map { Variant(name: $0.name, profile: $0) },
            prices: PriceTable()
        )
    }

    private func profile(
        _ name: String,
        _ concurrency: Concurrency,
        _ provider: Profile.Provider = .openai
    ) -> Profile {
        var profile = Profile(name: name, provider: provider, model: name)
        profile.concurrency = concurrency
        return profile
    }
}
