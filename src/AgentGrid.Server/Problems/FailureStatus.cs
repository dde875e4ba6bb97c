namespace AgentGrid.Server.Problems;

/// <summary>The one table from kinds of failure to HTTP status codes, and their titles.</summary>
internal static class FailureStatus
{
    public static int Of(FailureKind kind) => kind switch
    {
        FailureKind.Invalid => StatusCodes.Status400BadRequest,
        FailureKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        FailureKind.Forbidden => StatusCodes.Status403Forbidden,
        FailureKind.NotFound => StatusCodes.Status404NotFound,
        FailureKind.Conflict => StatusCodes.Status409Conflict,
        FailureKind.VersionConflict => StatusCodes.Status412PreconditionFailed,
        FailureKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        FailureKind.Unsupported => StatusCodes.Status415UnsupportedMediaType,
        FailureKind.VersionRequired => StatusCodes.Status428PreconditionRequired,
        FailureKind.Limited => StatusCodes.Status429TooManyRequests,
        FailureKind.Upstream => StatusCodes.Status502BadGateway,
        FailureKind.NotAcceptable => StatusCodes.Status406NotAcceptable,
        FailureKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        FailureKind.Internal => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status500InternalServerError,
    };

    public static string Title(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "Bad request",
        StatusCodes.Status401Unauthorized => "Not signed in",
        StatusCodes.Status403Forbidden => "Not allowed",
        StatusCodes.Status404NotFound => "Not found",
        StatusCodes.Status405MethodNotAllowed => "Method not allowed",
        StatusCodes.Status406NotAcceptable => "Not acceptable",
        StatusCodes.Status408RequestTimeout => "Request too slow",
        StatusCodes.Status409Conflict => "Conflict",
        StatusCodes.Status412PreconditionFailed => "Stale version",
        StatusCodes.Status413PayloadTooLarge => "Too large",
        StatusCodes.Status415UnsupportedMediaType => "Unsupported media type",
        StatusCodes.Status428PreconditionRequired => "Version required",
        StatusCodes.Status429TooManyRequests => "Too many requests",
        StatusCodes.Status502BadGateway => "Model provider failed",
        StatusCodes.Status503ServiceUnavailable => "Temporarily unavailable",
        _ => "Internal error",
    };
}
