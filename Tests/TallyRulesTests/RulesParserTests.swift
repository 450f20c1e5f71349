import TallyCore
import TallyRules
import Testing

struct RulesParserTests {
    private static let english = """
        Willow Lane Hardware
        14 Willow Ln
        Northfield, VT 05663
        Tel (555) 010-2233
        Date: 03/09/2026 4:12 PM
        2  Paint Brush  4.50  9.00
        1  Sandpaper  3.25  3.25
        SUBTOTAL  $12.25
        SALES TAX 6%  $0.74
        TOTAL  $12.99
        CASH  $20.00
        CHANGE  $7.01
        """

    @Test func `answers every field of a receipt in the contract's order`() {
        #expect(RulesParser().parse("").keys == FieldSpec.receipt.map(\.name))
        #expect(RulesParser().parse(Self.english).keys == FieldSpec.receipt.map(\.name))
    }

    @Test func `an empty text has no fields and no items`() {
        let answer = RulesParser().parse(" \n\n ")
        for member in answer.members where member.key != "line_items" {
            #expect(member.value.isNull, "\(member.key)")
        }
        #expect(answer.items.isEmpty)
    }

    @Test func `reads an American receipt`() {
        let answer = RulesParser().parse(Self.english)
        #expect(answer.string("merchant") == "Willow Lane Hardware")
        #expect(answer.string("address") == "14 Willow Ln, Northfield, VT 05663")
        #expect(answer.string("date") == "2026-03-09")
        #expect(answer.string("currency") == "USD")
        #expect(answer.lexeme("subtotal") == "12.25")
        #expect(answer.lexeme("tax") == "0.74")
        #expect(answer.lexeme("total") == "12.99")
        #expect(answer["tip"] == .null)
        #expect(answer["discount"] == .null)
    }

    @Test func `reads a German receipt`() {
        let answer = read(
            "Bäckerei Morgenrot GmbH",
            "Hauptstraße 7",
            "50667 Köln",
            "Datum 09.03.2026 08:15",
            "Roggenbrot  1.204,50",
            "SUMME EUR  1.204,50",
            "inkl. MwSt 7%  78,80",
            "Gegeben BAR  1.210,00",
            "Rückgeld  5,50"
        )
        #expect(answer.string("merchant") == "Bäckerei Morgenrot GmbH")
        #expect(answer.string("date") == "2026-03-09")
        #expect(answer.string("currency") == "EUR")
        #expect(answer.lexeme("total") == "1204.50")
        #expect(answer.lexeme("tax") == "78.80")
    }

    @Test func `reads a French receipt`() {
        let answer = read(
            "Boulangerie du Port",
            "3 rue des Lilas",
            "29200 Brest",
            "Le 9 mars 2026 à 08:15",
            "Pain de seigle  4,20",
            "Sous-total  4,20",
            "TVA 5,5%  0,22",
            "TOTAL TTC  4,20 €"
        )
        #expect(answer.string("merchant") == "Boulangerie du Port")
        #expect(answer.string("date") == "2026-03-09")
        #expect(answer.lexeme("subtotal") == "4.20")
        #expect(answer.lexeme("total") == "4.20")
    }

    @Test func `reads a Japanese receipt`() {
        let answer = read(
            "みどり商店",
            "青山県緑市中町1-2-3",
            "TEL 012-345-6789",
            "2026年3月9日 18:24",
            "お茶  ¥150",
            "弁当  ¥1,100",
            "小　計  ¥1,250",
            "消費税 8%  ¥100",
            "合　計  ¥1,350",
            "お預り  ¥2,000",
            "お釣り  ¥650"
        )
        #expect(answer.string("merchant") == "みどり商店")
        #expect(answer.string("address") == "青山県緑市中町1-2-3")
        #expect(answer.string("date") == "2026-03-09")
        #expect(answer.string("currency") == "JPY")
        #expect(answer.lexeme("subtotal") == "1250")
        #expect(answer.lexeme("tax") == "100")
        #expect(answer.lexeme("total") == "1350")
    }

    @Test func `reads a Malaysian receipt`() {
        let answer = read(
            "KEDAI BUNGA MELUR SDN BHD (123456-X)",
            "NO 5, JALAN MAWAR 2,",
            "43000 KAJANG, SELANGOR",
            "TARIKH: 09/03/2026",
            "BUNGA ROS  12.40",
            "JUMLAH  RM 12.42",
            "PELARASAN  RM -0.02",
            "JUMLAH BERSIH  RM 12.40",
            "TUNAI  RM 20.00",
            "BAKI  RM 7.60"
        )
        #expect(answer.string("merchant") == "KEDAI BUNGA MELUR SDN BHD")
        #expect(answer.string("address") == "NO 5, JALAN MAWAR 2, 43000 KAJANG, SELANGOR")
        #expect(answer.string("currency") == "MYR")
        #expect(answer.lexeme("total") == "12.40")
    }

    @Test func `gives the same answer every time`() {
        let first = JSONValue.object(RulesParser().parse(Self.english)).jsonText
        for _ in 0..<20 {
            #expect(JSONValue.object(RulesParser().parse(Self.english)).jsonText == first)
        }
    }
}
