internal import TallyDatasets

/// Where one part of SROIE has its boxes, keys and images, by stem.
struct SROIELayout {
    /// The folder's name, when the parts are apart.
    let split: String?
    let boxes: [String: String]
    let boxFolder: String
    let keys: [String: String]
    let keyFolder: String
    /// The folder of the images and their names.
    let images: String
    let imageNames: [String: String]
    private let root: String

    var stems: [String] { Set(boxes.keys).union(keys.keys).sorted() }

    /// A file as messages show it.
    func shown(_ name: String, in folder: String) -> String {
        let path = folder + "/" + name
        return path.hasPrefix(root + "/") ? String(path.dropFirst(root.utf8.count + 1)) : path
    }

    /// The layout at a folder, else those of its parts.
    static func find(in path: String, images: String?) throws(DatasetError) -> [SROIELayout] {
        guard SourceFolder.isFolder(path) else { return [] }
        if let layout = try SROIELayout(path, root: path, split: nil, images: images) {
            return [layout]
        }
        var parts: [SROIELayout] = []
        for name in try SourceFolder(path).folders {
            let part = path + "/" + name
            if let layout = try SROIELayout(part, root: path, split: name, images: images) {
                parts.append(layout)
            }
        }
        return parts
    }

    private init?(
        _ path: String,
        root: String,
        split: String?,
        images: String?
    ) throws(DatasetError) {
        let folder = try SourceFolder(path)
        func task(_ name: String) -> String? {
            folder.folders.first { $0.lowercased().contains(name) }.map { path + "/" + $0 }
        }
        let boxFolder = folder.folder(["box", "boxes"]) ?? task("task1") ?? path
        let keyFolder =
            folder.folder(["key", "keys", "entities"]) ?? task("task2") ?? path
        let boxes = try Self.files(boxFolder, ["csv", "txt"], holding: Self.isBoxes)
        // Keys are JSON whatever their names end in; beside the boxes only the ending tells them apart.
        let endings = keyFolder == boxFolder ? ["json"] : ["json", "txt"]
        let keys = try Self.files(keyFolder, endings, holding: Self.isObject)
        guard !Set(boxes.keys).isDisjoint(with: keys.keys) else { return nil }
        self.root = root
        self.split = split
        self.boxes = boxes
        self.boxFolder = boxFolder
        self.keys = keys
        self.keyFolder = keyFolder
        let own = folder.folder(["img", "images", "image"]) ?? task("task1") ?? path
        self.images =
            try images.map { given throws(DatasetError) in
                try Self.part(split, of: given)
            } ?? own
        imageNames = try SourceFolder(self.images).stems(ImageCopier.extensions)
    }

    /// The subfolder named like the part, where there is one.
    private static func part(_ split: String?, of folder: String) throws(DatasetError) -> String {
        guard let split else { return folder }
        return try SourceFolder(folder).folder([split.lowercased()]) ?? folder
    }

    /// The files of a folder, when one of the first has the right form.
    private static func files(
        _ folder: String,
        _ endings: [String],
        holding isRight: (String) -> Bool
    ) throws(DatasetError) -> [String: String] {
        let stems = try SourceFolder(folder).stems(endings)
        for name in stems.values.sorted().prefix(5)
        where isRight(try LabelFile.text(name, in: folder)) {
            return stems
        }
        return [:]
    }

    private static func isBoxes(_ text: String) -> Bool {
        let line = text.split(whereSeparator: \.isNewline).first ?? ""
        return SROIEBoxes.isBoxLine(line)
    }

    private static func isObject(_ text: String) -> Bool {
        text.first { !$0.isWhitespace } == "{"
    }
}
