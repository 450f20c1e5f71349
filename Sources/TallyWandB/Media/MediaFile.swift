package import TallyCore

/// A file that W&B shows, and how a run's history and summary refer to it.
package protocol MediaFile: Sendable {
    /// Relative to the run's files: `media/table/...`.
    var path: String { get }
    /// What stands under its key.
    var reference: JSONValue { get }
}

extension TableFile: MediaFile {}
