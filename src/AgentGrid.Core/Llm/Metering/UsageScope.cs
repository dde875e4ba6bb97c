using AgentGrid.Analytics;

namespace AgentGrid.Core.Llm.Metering;

/// <summary>Who a model call is for, and the sink its usage is written to. A null sink means the default one.</summary>
public sealed record UsageScope
{
    public static UsageScope None { get; } = new();

    /// <summary>The scope of a call for <paramref name="owner"/>; null: nobody in particular.</summary>
    public static UsageScope For(UsageOwner? owner, IUsageSink? sink = null) => new()
    {
        UserId = owner?.UserId,
        AgentId = owner?.AgentId,
        AgentVersion = owner?.AgentVersion,
        SessionId = owner?.SessionId,
        TurnId = owner?.TurnId,
        Sink = sink,
    };

    public string? UserId { get; init; }

    public string? AgentId { get; init; }

    public int? AgentVersion { get; init; }

    public string? SessionId { get; init; }

    public string? TurnId { get; init; }

    /// <summary>The knowledge file whose passages are embedded: cached vectors that nothing else needs go with it.</summary>
    public string? FileId { get; init; }

    public IUsageSink? Sink { get; init; }
}
