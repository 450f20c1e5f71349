/// Under which of Azure's addresses a deployment is asked.
///
/// Source: https://learn.microsoft.com/azure/ai-foundry/openai/latest and
/// https://learn.microsoft.com/azure/ai-foundry/openai/reference.
package struct AzureRoute: Hashable, Sendable {
    package enum Form: String, Sendable, CaseIterable {
        /// `/openai/v1`: the deployment is the model, no version is needed.
        case v1
        /// `/openai/deployments/NAME` with a dated `api-version`.
        case deployments
        /// `/models` with a dated `api-version`: Azure AI model inference.
        case models
    }

    package var form: Form
    /// The `api-version` of the query: `2024-10-21`.
    package var version: String?

    package init(_ form: Form, version: String? = nil) {
        self.form = form
        self.version = version
    }

    package var configuration: JSONValue {
        ["route": .string(form.rawValue), "api_version": .optional(version)]
    }

    package init?(configuration: JSONValue) {
        guard let form = configuration["route"]?.string.flatMap(Form.init(rawValue:)) else {
            return nil
        }
        self.init(form, version: configuration["api_version"]?.string)
    }
}
