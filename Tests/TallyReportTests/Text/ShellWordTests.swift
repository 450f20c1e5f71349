import TallyReport
import Testing

struct ShellWordTests {
    @Test(arguments: ["in/tally/benchmark.yaml", "größe.yaml", "a-b_c.1"])
    func `a plain word stays as it is`(word: String) {
        #expect(ShellWord.quoted(word) == word)
    }

    @Test(arguments: [
        ("my receipts", "'my receipts'"), ("a[1]", "'a[1]'"), ("it's", #"'it'\''s'"#),
        ("$HOME", "'$HOME'"), ("", "''"), ("~", "'~'"),
    ])
    func `what a shell would read is quoted`(word: String, quoted: String) {
        #expect(ShellWord.quoted(word) == quoted)
    }
}
