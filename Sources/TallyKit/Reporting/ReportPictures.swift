package import TallyCore
internal import TallyDatasets
package import TallyStore

/// Puts the images of a report's documents into it, those that came out differently first, as far as there is room.
package struct ReportPictures: Sendable {
    /// Pixels of the longer side, where a program to scale images is there.
    private static let side = 900
    /// Bytes of base64 in all; a picture larger than a quarter of it is left out.
    private static let room = 5 << 20
    private static let most = 48

    private let store: Store

    package init(store: Store) { self.store = store }

    /// A dataset that is gone or has changed has no images to show: the page then names them.
    package func add(to report: inout EvaluationReport) async {
        guard report.cases.showsValues, report.cases.list.contains(where: { $0.image != nil }),
            let experiment = report.experiments.first,
            let path = try? RunSelector(store: store).find(experiment.id).experiment
                .configuration["dataset"]?.string,
            let dataset = try? Dataset.open(path, split: nil),
            dataset.digest.description == experiment.dataset.digest
        else { return }
        let scaled = try? await DatasetImages(dataset, scales: true)
        let plain = try? await DatasetImages(dataset, scales: false)
        guard let images = scaled ?? plain else { return }
        let order = report.cases.list.indices.filter { report.cases.list[$0].image != nil }
            .sorted { rank(report, $0) < rank(report, $1) }
        var room = Self.room
        for index in order.prefix(Self.most) {
            let shown = report.cases.list[index]
            let item = Case(id: shown.id, text: nil, image: shown.image, expected: JSONObject())
            let options = ImageOptions(maxSide: Self.side)
            guard let picture = try? await images.image(of: item, as: options) else { continue }
            let size = picture.base64.utf8.count
            guard size <= min(room, Self.room / 4) else { continue }
            room -= size
            report.cases.list[index].picture = picture
        }
    }

    private func rank(_ report: EvaluationReport, _ index: Int) -> (Int, Int) {
        let item = report.cases.list[index]
        let isWrong = item.answers.contains { $0?.isWrong ?? false }
        return (item.isFlip ? 0 : isWrong ? 1 : 2, index)
    }
}
