using System.Collections.Immutable;

namespace AgentGrid;

/// <summary>An expected failure, carried as data.</summary>
/// <param name="Kind">Decides the HTTP status.</param>
/// <param name="Code">Stable machine-readable code, one of <see cref="FailureCodes"/>.</param>
/// <param name="Detail">What was wrong and how to mend it, for people.</param>
[GenerateSerializer, Immutable, Alias("failure")]
public sealed record Failure(
    [property: Id(0)] FailureKind Kind,
    [property: Id(1)] string Code,
    [property: Id(2)] string Detail)
{
    /// <summary>Further members of the problem document, such as the current version.</summary>
    [Id(3)]
    public ImmutableDictionary<string, string> Extensions { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether the same request may succeed later.</summary>
    [Id(4)]
    public bool Retryable { get; init; }

    /// <summary>How long to wait before trying again, where known.</summary>
    [Id(5)]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary><see cref="RetryAfter"/> in whole seconds, at least one.</summary>
    public long? RetryAfterSeconds => RetryAfter is { } wait ? Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)) : null;

    /// <summary>A request that breaks a rule.</summary>
    public static Failure Invalid(string code, string detail) => new(FailureKind.Invalid, code, detail);

    /// <summary>A thing that does not exist or that the caller may not see.</summary>
    public static Failure NotFound(string code, string detail) => new(FailureKind.NotFound, code, detail);

    /// <summary>A clash with the present state.</summary>
    public static Failure Conflict(string code, string detail) => new(FailureKind.Conflict, code, detail);

    /// <summary>A thing that the caller may see but not do.</summary>
    public static Failure Forbidden(string code, string detail) => new(FailureKind.Forbidden, code, detail);
}
