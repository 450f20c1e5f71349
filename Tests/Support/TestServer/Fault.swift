/// What a `FaultServer` plays to one request, under a name that it is counted by.
package struct Fault: Sendable {
    package let name: String
    package let steps: [TestServer.Step]

    package init(_ name: String, _ steps: [TestServer.Step]) {
        self.name = name
        self.steps = steps
    }
}
