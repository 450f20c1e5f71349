/// Where a sitting of a run was logged for Weights & Biases.
package struct WandBLink: Hashable, Sendable {
    /// W&B's id of the run.
    package var id: String
    /// The directory with the log of that sitting.
    package var directory: String
    /// In a browser; `nil` until a server has named it.
    package var url: String?

    package init(id: String, directory: String, url: String? = nil) {
        self.id = id
        self.directory = directory
        self.url = url
    }
}
