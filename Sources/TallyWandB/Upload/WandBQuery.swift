internal import TallyCore

/// One of the GraphQL operations that an upload needs.
struct WandBQuery {
    let name: String
    let body: JSONValue

    private init(_ name: String, _ text: String, _ variables: JSONObject) {
        self.name = name
        body = [
            "operationName": .string(name), "query": .string(text), "variables": .object(variables),
        ]
    }

    /// Makes a run, or changes what is said of it.
    static func upsert(_ variables: JSONObject) -> WandBQuery {
        WandBQuery("UpsertBucket", upsertText, variables)
    }

    /// How far the server knows a run.
    static func resumeStatus(entity: String?, project: String, run: String) -> WandBQuery {
        WandBQuery(
            "RunResumeStatus",
            """
            query RunResumeStatus($project: String, $entity: String, $name: String!) {
              model(name: $project, entityName: $entity) {
                id name
                entity { id name }
                bucket(name: $name, missingOk: true) {
                  id name summaryMetrics displayName logLineCount historyLineCount
                  eventsLineCount historyTail eventsTail config tags
                }
              }
            }
            """,
            JSONObject([
                ("project", .string(project)), ("entity", .optional(entity)),
                ("name", .string(run)),
            ])
        )
    }

    /// Asks who the key belongs to.
    static var viewer: WandBQuery {
        WandBQuery(
            "Viewer",
            "query Viewer { viewer { id entity username } }",
            JSONObject()
        )
    }

    /// Asks where a run's files are to be put.
    static func createFiles(_ files: [String], of run: ServerRun) -> WandBQuery {
        WandBQuery(
            "CreateRunFiles",
            """
            mutation CreateRunFiles($entity: String!, $project: String!, $run: String!, $files: [String!]!) {
              createRunFiles(input: {entityName: $entity, projectName: $project, runName: $run, files: $files}) {
                runID uploadHeaders files { name uploadUrl }
              }
            }
            """,
            JSONObject([
                ("entity", .string(run.entity)), ("project", .string(run.project)),
                ("run", .string(run.id)), ("files", .array(files.map { .string($0) })),
            ])
        )
    }

    private static let upsertText = """
        mutation UpsertBucket(
          $id: String, $name: String, $project: String, $entity: String, $groupName: String,
          $description: String, $displayName: String, $notes: String, $commit: String,
          $config: JSONString, $host: String, $debug: Boolean, $program: String, $repo: String,
          $jobType: String, $state: String, $sweep: String, $tags: [String!],
          $summaryMetrics: JSONString
        ) {
          upsertBucket(input: {
            id: $id, name: $name, groupName: $groupName, modelName: $project, entityName: $entity,
            description: $description, displayName: $displayName, notes: $notes, config: $config,
            commit: $commit, host: $host, debug: $debug, jobProgram: $program, jobRepo: $repo,
            jobType: $jobType, state: $state, sweep: $sweep, tags: $tags,
            summaryMetrics: $summaryMetrics
          }) {
            bucket {
              id name displayName description config sweepName
              project { id name entity { id name } }
              historyLineCount
            }
            inserted
          }
        }
        """
}
