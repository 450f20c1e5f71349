/// How many tokens an image counts as; one whose size is not known counts as the smallest.
enum ImageTokens {
    /// As OpenAI counts for gpt-4o: 85, and 170 for each tile of 512 pixels; 85 alone at low detail.
    ///
    /// The image is first fitted into 2,048 by 2,048, then its shorter side to 768; nothing is scaled up.
    /// Source: https://platform.openai.com/docs/guides/images-vision#calculating-costs.
    static func openAI(_ size: ImageSize?, isLowDetail: Bool) -> Int {
        guard !isLowDetail else { return 85 }
        guard let size else { return 85 + 170 }
        var long = Double(max(size.width, size.height))
        var short = Double(min(size.width, size.height))
        let fit = min(1, 2048 / long)
        (long, short) = (long * fit, short * fit)
        let shrink = min(1, 768 / short)
        (long, short) = (long * shrink, short * shrink)
        return 85 + 170 * tiles(long) * tiles(short)
    }

    /// As Anthropic counts: a token for 750 pixels after the longer side was fitted to 1,568, some 1,600 at most.
    ///
    /// Source: https://platform.claude.com/docs/en/build-with-claude/vision#calculate-image-costs.
    static func anthropic(_ size: ImageSize?) -> Int {
        guard let size else { return 1 }
        let fit = min(1, 1568 / Double(max(size.width, size.height)))
        let pixels = Double(size.width) * fit * Double(size.height) * fit
        return min(1600, max(1, Int((pixels / 750).rounded(.up))))
    }

    /// Tiles along one side; a fraction of a pixel makes none.
    private static func tiles(_ side: Double) -> Int {
        (max(1, Int(side.rounded())) + 511) / 512
    }
}
