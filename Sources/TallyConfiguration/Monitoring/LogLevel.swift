/// How much a log holds, in ToolWeaver's words: `warning` and `error` mean what went wrong.
package enum LogLevel: String, CaseIterable, Sendable {
    case debug, info, warning, error
}
