using System.ComponentModel;

namespace AgentGrid.Server.Routing;

/// <summary>The query of a list.</summary>
internal readonly record struct PageQuery(
    [property: Description("Items a page, 1 to 200. Default 50.")] int? Limit,
    [property: Description("nextCursor of the page before.")] string? Cursor)
{
    private const int MaxCursorLength = 1_000;

    public Outcome<PageRequest> ToRequest() =>
        CheckLimit(Limit) is { } failure ? failure
        : Cursor?.Length > MaxCursorLength || Cursor?.Any(char.IsControl) == true
            ? BadCursor
        : new PageRequest(Limit ?? PageRequest.DefaultLimit, string.IsNullOrEmpty(Cursor) ? null : Cursor);

    public static Failure BadCursor { get; } =
        Failure.Invalid(FailureCodes.InvalidCursor, "'cursor' must be a nextCursor that this list gave.");

    /// <summary>Why a limit is refused, or null.</summary>
    public static Failure? CheckLimit(int? limit) => limit is < 1 or > PageRequest.MaxLimit
        ? Failure.Invalid(FailureCodes.InvalidRequest, $"'limit' must be between 1 and {PageRequest.MaxLimit}.")
        : null;
}
