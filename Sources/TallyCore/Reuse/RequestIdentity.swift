/// Everything an answer may depend on: requests with one identity ask for the same.
///
/// Where a request goes, who pays for it and how fast it may be sent is no part of it.
package struct RequestIdentity: Hashable, Sendable {
    package let members: JSONObject

    package init(_ request: ModelRequest, to profile: Profile, schema: Digest) {
        self.init(
            request.prompt,
            repeatIndex: request.repeatIndex,
            role: request.role,
            to: profile,
            schema: schema
        )
    }

    /// - Parameters:
    ///   - prompt: Both messages, and the image shown.
    ///   - repeatIndex: Counted from 0: each repeat asks for an answer of its own.
    ///   - role: A vote is a second opinion of whoever answered, and may not be the first one again.
    ///   - profile: Who is asked.
    ///   - schema: The digest of the answers' JSON Schema.
    package init(
        _ prompt: Prompt,
        repeatIndex: Int,
        role: CallRole,
        to profile: Profile,
        schema: Digest
    ) {
        var members = JSONObject([
            ("profile", profile.identity), ("schema", .string(schema.description)),
            ("system", .optional(prompt.system)), ("user", .string(prompt.user)),
            ("repeat", .number(repeatIndex)),
        ])
        if let image = prompt.image { members["image"] = .string(image.source.description) }
        if role == .vote { members["role"] = "vote" }
        self.members = members
    }

    /// Reads back what was written of `members`.
    package init(members: JSONObject) { self.members = members }

    package var key: Digest { Digest(of: .object(members)) }
}
