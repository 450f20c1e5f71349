import TallyCore
import TallyStatistics
import Testing

@Suite struct CacheReplayTests {
    private func replay(_ keys: [Int], hitsRenew: Bool = false) throws -> CacheReplay {
        let arrivals = keys.enumerated().map { CacheReplay.Arrival(key: $1, time: Double($0)) }
        return try #require(CacheReplay(arrivals, hitsRenew: hitsRenew))
    }

    @Test(arguments: [(0, 0), (1, 1), (2, 2), (3, 4), (4, 4)])
    func `the least recently used entry makes room`(size: Int, hits: Int) throws {
        let outcome = try replay([1, 2, 1, 3, 2, 2, 1]).outcome(size: size)
        #expect(outcome.hits == hits && outcome.arrivals == 7)
        #expect(outcome.hitRate == Double(hits) / 7)
    }

    @Test func `without a limit every repeated request is a hit`() throws {
        let keys = (0..<500).map { $0 * $0 % 37 }
        let outcome = try replay(keys).outcome()
        #expect(outcome.hits == 500 - Set(keys).count)
    }

    @Test func `entries serve until their lifetime is over, hits renew it only where asked`() throws
    {
        let keys = [1, 1, 1, 1, 1, 1]
        #expect(try replay(keys).outcome(lifetime: 2).hits == 4)
        #expect(try replay(keys, hitsRenew: true).outcome(lifetime: 2).hits == 5)
        #expect(try replay(keys).outcome(lifetime: 0.5).hits == 0)
    }

    @Test func `a larger cache and a longer lifetime never hit less`() throws {
        var generator = SeededGenerator(seed: 3)
        let keys = (0..<2_000).map { _ in Int(40 * generator.unit() * generator.unit()) }
        let replay = try replay(keys)
        var last = -1
        for size in 0...45 {
            let hits = replay.outcome(size: size).hits
            #expect(hits >= last)
            last = hits
        }
        #expect(last == replay.outcome().hits)
        last = -1
        for lifetime in [1.0, 5, 20, 100, 1_000] {
            let hits = replay.outcome(lifetime: lifetime).hits
            #expect(hits >= last)
            last = hits
        }
    }

    // Mattson et al. 1970: a hit of LRU needs as many places as different keys came since, its own included
    @Test func `hits by size are those of the stack distances`() throws {
        var generator = SeededGenerator(seed: 4)
        let keys = (0..<400).map { _ in Int(25 * generator.unit() * generator.unit()) }
        var stack: [Int] = []
        var needed: [Int] = []
        for key in keys {
            if let place = stack.firstIndex(of: key) {
                needed.append(place + 1)
                stack.remove(at: place)
            }
            stack.insert(key, at: 0)
        }
        let replay = try replay(keys)
        for size in 1...25 {
            #expect(replay.outcome(size: size).hits == needed.count { $0 <= size })
        }
    }

    @Test func `finds the size that comes near what no limit would give`() throws {
        let keys = (0..<1_000).map { $0 % 10 }
        let replay = try replay(keys)
        #expect(replay.sizeNeeded(share: 0.95) == 10)
        #expect(replay.sizeNeeded(share: 0) == 0)
        #expect(try self.replay([1, 2, 3]).sizeNeeded(share: 0.9) == 0)
    }

    @Test func `adds up what hits save, in the order of arrival`() throws {
        let arrivals = [
            CacheReplay.Arrival(key: 1, time: 9, worth: 5),
            CacheReplay.Arrival(key: 1, time: 1, worth: 3),
        ]
        let outcome = try #require(CacheReplay(arrivals)).outcome()
        #expect(outcome.saved == 5 && outcome.hits == 1)
        #expect(try #require(CacheReplay([])).outcome().hitRate == 0)
        #expect(CacheReplay([CacheReplay.Arrival(key: 1, time: .nan)]) == nil)
    }
}
