/// The images of a plan's cases, made ready for a model when they are needed.
package protocol ImageSource: Sendable {
    /// The case's image as the options ask for it; `nil` when the case has none.
    func image(of item: Case, as options: ImageOptions) async throws -> PromptImage?
}
