namespace AgentGrid;

/// <summary>What kind of failure it is; the HTTP front turns each kind into one status code.</summary>
public enum FailureKind
{
    /// <summary>The request is malformed or breaks a rule (400).</summary>
    Invalid,

    /// <summary>No valid credential was presented (401).</summary>
    Unauthenticated,

    /// <summary>The caller may see the thing but not do this to it (403).</summary>
    Forbidden,

    /// <summary>It does not exist, or the caller may not see it (404).</summary>
    NotFound,

    /// <summary>It clashes with the present state (409).</summary>
    Conflict,

    /// <summary>The write was based on a stale version (412).</summary>
    VersionConflict,

    /// <summary>It is larger than allowed (413).</summary>
    TooLarge,

    /// <summary>The type of content is not supported (415).</summary>
    Unsupported,

    /// <summary>The write must say which version it was based on (428).</summary>
    VersionRequired,

    /// <summary>A limit was reached; try again later (429).</summary>
    Limited,

    /// <summary>A model provider answered with an error (502).</summary>
    Upstream,

    /// <summary>Something the server needs is not there now; try again later (503).</summary>
    Unavailable,

    /// <summary>The answer has no form that the client accepts (406).</summary>
    NotAcceptable,

    /// <summary>Something in the server broke that nobody foresaw (500).</summary>
    Internal,
}
