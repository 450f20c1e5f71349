/// How a case's image is shown to a model.
package struct ImageOptions: Hashable, Sendable {
    /// What of a case is shown when it has both.
    package enum Show: String, Sendable, CaseIterable {
        /// The image alone.
        case image
        /// Text and image.
        case both
    }

    package enum Detail: String, Sendable, CaseIterable {
        case auto, low, high
    }

    package var show: Show
    /// OpenAI's `detail`; `nil` leaves it to the provider.
    package var detail: Detail?
    /// Larger images are scaled down so that no side is longer, in pixels; `nil` sends them as they are.
    package var maxSide: Int?

    package init(show: Show = .image, detail: Detail? = nil, maxSide: Int? = nil) {
        self.show = show
        self.detail = detail
        self.maxSide = maxSide
    }

    package var configuration: JSONValue {
        [
            "show": .string(show.rawValue), "detail": .optional(detail?.rawValue),
            "max_side": .optional(maxSide),
        ]
    }

    package init?(configuration: JSONValue) {
        guard let show = configuration["show"]?.string.flatMap(Show.init(rawValue:)) else {
            return nil
        }
        self.init(
            show: show,
            detail: configuration["detail"]?.string.flatMap(Detail.init(rawValue:)),
            maxSide: configuration["max_side"]?.integer
        )
    }
}

/// An image as it goes into a request.
package struct PromptImage: Hashable, Sendable {
    /// `image/png`, `image/jpeg`, `image/webp` or `image/gif`.
    package var mediaType: String
    package var base64: String
    package var detail: ImageOptions.Detail?
    /// The digest of the file it was made from.
    package var source: Digest

    package init(
        mediaType: String,
        base64: String,
        detail: ImageOptions.Detail?,
        source: Digest
    ) {
        self.mediaType = mediaType
        self.base64 = base64
        self.detail = detail
        self.source = source
    }

    /// RFC 2397.
    package var dataURL: String { "data:\(mediaType);base64,\(base64)" }
}
