import TallyCore

/// Reads how images are shown to a model.
package enum ImageReader {
    package static let keys = ["show", "detail", "max_side"]

    /// `image: true` shows the image alone as it is; a map says more, and `image: false` asks for text.
    static func read(_ cursor: Cursor) throws(ConfigurationError) -> ImageOptions? {
        if case .scalar = cursor.node.content { return try cursor.bool() ? ImageOptions() : nil }
        let fields = try cursor.map(keys: keys)
        var options = ImageOptions()
        if let value = fields["show"] {
            options.show = try value.choice(of: ImageOptions.Show.allCases)
        }
        if let value = fields["detail"] {
            options.detail = try value.choice(of: ImageOptions.Detail.allCases)
        }
        if let value = fields["max_side"] {
            options.maxSide = try value.integer(in: 16...16_384)
        }
        return options
    }
}
