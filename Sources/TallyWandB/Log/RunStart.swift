package import TallyCore

/// What is known of a run when a sitting of it begins.
package struct RunStart: Sendable {
    /// Unique in its project.
    package var id: String
    /// `nil` leaves it to the key's default entity.
    package var entity: String?
    package var project: String
    package var group: String
    package var jobType: String
    /// For people; need not be unique.
    package var name: String
    package var notes: String?
    package var tags: [String]
    /// Flat.
    package var config: JSONObject
    package var started: Moment
    /// A sitting of this run was logged before.
    package var isResumed: Bool
    package var commit: String?
    package var system: String
    /// Of this program.
    package var version: String
    /// The command line behind the program's name.
    package var arguments: [String]

    package init(
        id: String,
        entity: String? = nil,
        project: String,
        group: String,
        jobType: String,
        name: String,
        notes: String? = nil,
        tags: [String] = [],
        config: JSONObject,
        started: Moment,
        isResumed: Bool = false,
        commit: String? = nil,
        system: String = "",
        version: String,
        arguments: [String] = []
    ) {
        self.id = id
        self.entity = entity
        self.project = project
        self.group = group
        self.jobType = jobType
        self.name = name
        self.notes = notes
        self.tags = tags
        self.config = config
        self.started = started
        self.isResumed = isResumed
        self.commit = commit
        self.system = system
        self.version = version
        self.arguments = arguments
    }
}

extension RunStart {
    /// The record that names the run; also written again when name, tags or notes changed.
    var record: LogRecord {
        var run = LogRun()
        run.runID = id
        run.entity = entity ?? ""
        run.project = project
        run.runGroup = group
        run.jobType = jobType
        run.displayName = name
        run.notes = notes ?? ""
        run.tags = tags
        run.config = LogConfig(config)
        run.startTime = LogTimestamp(started)
        run.telemetry.cliVersion = "tally/\(version)"
        if let commit { run.git.commit = commit }
        run.resume = isResumed
        var record = LogRecord()
        record.run = run
        return record
    }

    var environment: LogRecord {
        var environment = LogEnvironment()
        environment.os = system
        environment.startedAt = LogTimestamp(started)
        environment.args = arguments
        environment.program = "tally"
        environment.executable = "tally"
        if let commit { environment.git.commit = commit }
        var record = LogRecord()
        record.environment = environment
        return record
    }

    var telemetry: LogRecord {
        var record = LogRecord()
        record.telemetry.cliVersion = "tally/\(version)"
        return record
    }
}
