internal import ArgumentParser
internal import TallyCore

/// A day on the command line.
enum Day {
    /// Refuses what is no day like 2026-11-24.
    static func check(_ day: String?, option: String) throws {
        guard let day, Moment(iso8601: day + "T00:00:00Z")?.day != day else { return }
        throw ValidationError("\(option): expected a day like 2026-11-24, found \"\(day)\"")
    }
}
