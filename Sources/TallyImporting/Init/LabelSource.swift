/// Which labels to read, and where the files are that they name.
struct LabelSource {
    let found: FoundLabels
    /// The folder of the labels, which `found` names files of.
    let root: String
    /// The folder of the images and texts.
    let files: String
    /// The labels' file as the user named it; `nil` shows it by its name in `root`.
    var path: String?
    /// Labels without a text and an image become cases too.
    var keepsBare = false

    /// Labels that lie in one folder with their files.
    init(_ found: FoundLabels, root: String) {
        self.found = found
        self.root = root
        files = root
    }

    /// A CSV file with its files below another folder; all of its rows become cases.
    init(csv path: String, files: String) {
        found = .csv(SourceFolder.name(path))
        root = SourceFolder.parent(path)
        self.files = files
        self.path = path
        keepsBare = true
    }
}
