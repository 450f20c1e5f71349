import Foundation

/// The smallest image.
enum Pixel {
    /// One white pixel.
    static let png = [UInt8](
        Data(
            base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8"
                + "/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=="
        ) ?? Data()
    )
}
