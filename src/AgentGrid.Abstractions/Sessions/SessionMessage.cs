using System.Collections.Immutable;

namespace AgentGrid.Sessions;

/// <summary>A message of a session.</summary>
/// <param name="Seq">Counts up within the session, from 1.</param>
/// <param name="Content">Markdown text.</param>
/// <param name="AgentVersion">The version that wrote it; null for a person's message.</param>
/// <param name="Model">The model that wrote it, as <c>provider/model</c>; null for a person's message.</param>
[GenerateSerializer, Immutable, Alias("session-message")]
public sealed record SessionMessage(
    [property: Id(0)] string Id,
    [property: Id(1)] long Seq,
    [property: Id(2)] MessageRole Role,
    [property: Id(3)] string Content,
    [property: Id(4)] ImmutableArray<Citation> Citations,
    [property: Id(5)] ImmutableArray<ToolCall> ToolCalls,
    [property: Id(6)] MessageUsage? Usage,
    [property: Id(7)] int? AgentVersion,
    [property: Id(8)] string? Model,
    [property: Id(9)] MessageStatus Status,
    [property: Id(10)] DateTimeOffset CreatedAt)
{
    /// <summary>The turn it belongs to.</summary>
    [Id(11)]
    public string? TurnId { get; init; }

    /// <summary>Why it ended, where it is an answer; one of <see cref="FinishReasons"/> or a failure's code.</summary>
    [Id(12)]
    public string? FinishReason { get; init; }

    /// <summary>The last message that a summary stands for, by sequence number; null for other messages.</summary>
    [Id(13)]
    public long? SummarizesThrough { get; init; }

    /// <summary>
    /// Models that were to answer before <see cref="Model"/>, in order, and why they did not; last, in what its own answer is
    /// not what was asked for.
    /// </summary>
    [Id(14)]
    public ImmutableArray<RouteRejection> Rejections { get; init; } = [];

    /// <summary>Images that belong to the message.</summary>
    [Id(15)]
    public ImmutableArray<Attachment> Attachments { get; init; } = [];
}
