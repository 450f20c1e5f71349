internal import Foundation
internal import TallyDatasets

/// A folder of a published layout: its files and subfolders by name, sorted.
struct SourceFolder {
    let path: String
    let files: [String]
    let folders: [String]

    init(_ path: String) throws(DatasetError) {
        self.path = path
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw DatasetError(.io, "\(path): the folder cannot be read")
        }
        let visible = names.filter { !$0.hasPrefix(".") }.sorted()
        folders = visible.filter { Self.isFolder(path + "/" + $0) }
        let known = Set(folders)
        files = visible.filter { !known.contains($0) }
    }

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    /// The subfolder of the first name there is; letter case does not count.
    func folder(_ names: [String]) -> String? {
        for name in names {
            if let found = folders.first(where: { $0.lowercased() == name }) {
                return path + "/" + found
            }
        }
        return nil
    }

    /// The files of one of these extensions by what stands before it.
    func stems(_ extensions: [String]) -> [String: String] {
        var stems: [String: String] = [:]
        for name in files where extensions.contains(Self.ending(name)) {
            let stem = Self.stem(name)
            if stems[stem] == nil { stems[stem] = name }
        }
        return stems
    }

    static func ending(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    /// A path's last part.
    static func name(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// A file's name without folders and extension.
    static func stem(_ path: String) -> String {
        let name = name(path)
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
        return String(name[..<dot])
    }

    /// The folder a path lies in.
    static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
