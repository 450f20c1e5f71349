import TallyDatasets
import Testing

struct CaseOrderTests {
    @Test func `the order holds every position once`() {
        #expect(CaseOrder.positions(count: 500, seed: 3).sorted() == Array(0..<500))
    }

    @Test(arguments: [0, 1, 7, 99, 100])
    func `a larger limit extends a smaller one`(limit: Int) {
        let all = CaseOrder.positions(count: 100, seed: 5)
        #expect(CaseOrder.positions(count: 100, seed: 5, limit: limit) == Array(all.prefix(limit)))
    }

    @Test func `a limit beyond the count is the count`() {
        #expect(CaseOrder.positions(count: 4, seed: 5, limit: 9).count == 4)
    }

    @Test func `another seed gives another order`() {
        let one = CaseOrder.positions(count: 100, seed: 1)
        #expect(one != CaseOrder.positions(count: 100, seed: 2))
        #expect(one != Array(0..<100))
    }

    @Test func `the order never changes between versions`() {
        #expect(CaseOrder.positions(count: 8, seed: 7) == [4, 6, 2, 5, 7, 1, 3, 0])
    }
}
