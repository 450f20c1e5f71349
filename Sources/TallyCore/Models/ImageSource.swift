/// The images of a plan's cases, made ready for a model when they are needed.
package protocol ImageSource: Sendable {
    /// The case's image as the options ask for it; `nil` when the case has none.
    func image(of item: Case, as options: ImageOptions) async throws -> PromptImage?
}

extension ExtractionTask {
    /// The messages for a case, with its image where the profile is shown one.
    package func prompt(
        for item: Case,
        shownTo profile: Profile,
        images: (any ImageSource)?
    ) async throws -> Prompt {
        guard let options = profile.image,
            let image = try await images?.image(of: item, as: options)
        else { return prompt(for: item.text ?? "") }
        return prompt(for: options.show == .both ? item.text : nil, image: image)
    }
}
