import TallyCore
import TallyScoring
import Testing

@Suite struct TextTests {
    @Test(arguments: [
        ("BOOK TA .K (TAMAN DAYA)", "Book Ta. K Taman Daya"), ("Straße 5", "STRASSE 5"),
        ("Café", "Cafe\u{301}"), ("ＡＬＤＩ", "aldi"), ("ﬁne", "Fine"), ("ΟΔΟΣ", "οδος"),
        ("STRAẞE", "strasse"), ("½", "1/2"), ("İstanbul", "i\u{307}stanbul"),
        ("O'Neill & Co.", "ONEILL CO"),
    ])
    func `sees through case, width, composition and punctuation`(left: String, right: String) {
        #expect(NormalText(left) == NormalText(right))
    }

    @Test(arguments: [("Café", "Cafe"), ("Aldi 1", "Aldi 2"), ("ı", "i"), ("कि", "की")])
    func `keeps letters and digits apart`(left: String, right: String) {
        #expect(NormalText(left) != NormalText(right))
    }

    @Test(arguments: [
        ("", "", 0), ("abc", "", 3), ("kitten", "sitting", 3), ("flaw", "lawn", 2),
        ("e\u{301}", "é", 2), ("👩‍👩‍👧", "👩", 4), ("ab", "ba", 2),
    ])
    func `counts edits over scalars`(left: String, right: String, distance: Int) {
        #expect(Levenshtein.distance(left, right) == distance)
        #expect(Levenshtein.distance(right, left) == distance)
    }

    @Test func `gives up once the limit is passed`() {
        let (left, right) = (Array("kitten".unicodeScalars), Array("sitting".unicodeScalars))
        #expect(Levenshtein.distance(left, right, limit: 3) == 3)
        #expect(Levenshtein.distance(left, right, limit: 2) == nil)
    }
}
