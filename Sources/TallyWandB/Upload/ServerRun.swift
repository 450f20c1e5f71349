/// A run under the names the server gave it.
package struct ServerRun: Hashable, Sendable {
    package var entity: String
    package var project: String
    package var id: String
}
