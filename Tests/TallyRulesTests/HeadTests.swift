import TallyCore
import TallyRules
import Testing

/// The merchant and the address.
struct HeadTests {
    private func merchant(_ lines: String...) -> String? {
        let rest = ["09/03/2026", "Bread  3.00", "TOTAL  3.00"]
        return RulesParser().parse((lines + rest).joined(separator: "\n")).string("merchant")
    }

    @Test func `the first line that can be a name is the merchant`() {
        #expect(merchant("Blue Door", "Good things daily") == "Blue Door")
    }

    @Test(arguments: [
        "WELCOME!", "<<>>", "3180303", "* * *", "RECEIPT", "(12345-X)", "www.shop.example",
    ])
    func `greetings, dirt, codes and titles are no names`(line: String) {
        #expect(merchant(line, "Blue Door") == "Blue Door")
    }

    @Test func `a legal form outweighs a line above it`() {
        #expect(merchant("LEE AH MENG", "TAMAN ENTERPRISE SDN BHD") == "TAMAN ENTERPRISE SDN BHD")
        #expect(merchant("LEE AH MENG", "KIM HOE TRADING") == "KIM HOE TRADING")
    }

    @Test func `a name broken over lines is joined`() {
        #expect(merchant("BINTANG MAJU", "SDN BHD") == "BINTANG MAJU SDN BHD")
        #expect(merchant("HOME HARDWARE &", "ELECTRICAL") == "HOME HARDWARE & ELECTRICAL")
        #expect(
            merchant("KIM HOE HARDWARE", "ENTERPRISE (SETIA", "ALAM) SDN BHD")
                == "KIM HOE HARDWARE ENTERPRISE (SETIA ALAM) SDN BHD"
        )
    }

    @Test(arguments: [
        ("BINTANG SDN BHD (123456-X)", "BINTANG SDN BHD"), ("BINTANG SDN BND", "BINTANG SDN BHD"),
        ("DIMILIKI: BINTANG SDN BHD 1110644-W", "BINTANG SDN BHD"),
        ("Welcome to Blue Door Cafe", "Blue Door Cafe"),
        ("Blue Door - Store 051", "Blue Door"), ("BLUE DO0R CAFE", "BLUE DOOR CAFE"),
    ])
    func `a name is freed of what does not belong to it`(line: String, name: String) {
        #expect(merchant(line) == name)
    }

    @Test func `numbers in a name stay`() {
        #expect(merchant("99 Corner Mart") == "99 Corner Mart")
    }

    @Test func `another firm's name below is not the merchant`() {
        #expect(merchant("PEARL SDN BHD", "FORMERLY KNOWN AS", "CORAL SDN BHD") == "PEARL SDN BHD")
        #expect(merchant("Pearl Trading", "TAX INVOICE", "CORAL SDN BHD") == "Pearl Trading")
    }

    @Test func `the address may stand above the name`() {
        let answer = read(
            "12 Hill Rd",
            "Northfield, VT 05663",
            "Blue Door",
            "Tel (555) 010-2233",
            "TOTAL  $3.00"
        )
        #expect(answer.string("merchant") == "Blue Door")
        #expect(answer.string("address") == "12 Hill Rd, Northfield, VT 05663")
    }

    @Test func `no address is null`() {
        #expect(read("Blue Door", "Tel (555) 010-2233", "TOTAL  $3.00")["address"] == .null)
    }
}
