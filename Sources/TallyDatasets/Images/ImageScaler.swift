internal import Foundation
internal import Subprocess

/// Scales images down with a program that is there: ImageMagick, or macOS's `sips`.
package struct ImageScaler: Sendable {
    private enum Tool: String, CaseIterable {
        case magick, convert, sips
    }

    private let tool: Tool
    private static let largestResult = 64 << 20

    /// Finds a program that works; throws when there is none.
    package init() async throws(DatasetError) {
        for tool in Tool.allCases where await Self.works(tool) {
            self.tool = tool
            return
        }
        throw DatasetError(
            .options,
            "image.max_side needs ImageMagick to scale images; install it "
                + "(apt-get install imagemagick, brew install imagemagick), or leave max_side away"
        )
    }

    /// Other programs go by the name of `convert`, so the program itself is asked.
    private static func works(_ tool: Tool) async -> Bool {
        let result = try? await Subprocess.run(
            .name(tool.rawValue),
            arguments: [tool == .sips ? "--help" : "-version"],
            output: .string(limit: 64 << 10),
            error: .discarded
        )
        guard let result, result.terminationStatus.isSuccess else { return false }
        return tool == .sips || result.standardOutput.contains("ImageMagick")
    }

    /// The image with no side longer than `maxSide` pixels, in its own format and turned upright; smaller ones are not
    /// scaled up.
    package func scaled(
        _ path: String,
        format: ImageFormat,
        maxSide: Int
    ) async throws -> [UInt8] {
        switch tool {
        case .magick, .convert:
            let output = "\(format.rawValue.dropFirst("image/".count)):-"
            let arguments = [
                path, "-auto-orient", "-resize", "\(maxSide)x\(maxSide)>", "-quality", "90",
                "-strip", output,
            ]
            return try await run(arguments)
        case .sips:
            let copy = FileManager.default.temporaryDirectory.appendingPathComponent(
                "tally-\(UUID().uuidString)"
            )
            defer { try? FileManager.default.removeItem(at: copy) }
            _ = try await run(["-Z", String(maxSide), path, "--out", copy.path])
            return Array(try Data(contentsOf: copy))
        }
    }

    private func run(_ arguments: [String]) async throws -> [UInt8] {
        let result = try await Subprocess.run(
            .name(tool.rawValue),
            arguments: Arguments(arguments),
            output: .bytes(limit: Self.largestResult),
            error: .string(limit: 4096)
        )
        guard result.terminationStatus.isSuccess else {
            let reason = result.standardError.split(separator: "\n").first ?? ""
            throw DatasetError(
                .io,
                "\(tool.rawValue) cannot scale \(arguments[0]): \(reason)"
            )
        }
        return result.standardOutput
    }
}
