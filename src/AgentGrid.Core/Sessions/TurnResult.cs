using System.Collections.Immutable;
using AgentGrid.Analytics;
using AgentGrid.Core.Rag.Retrieval;
using AgentGrid.Sessions;

namespace AgentGrid.Core.Sessions;

/// <summary>What a turn leaves behind, to be written in one transaction.</summary>
public sealed record TurnResult
{
    /// <summary>The answer, as far as it came. For a continued answer: only the new part.</summary>
    public required string Text { get; init; }

    public required MessageStatus Status { get; init; }

    /// <summary>One of <see cref="FinishReasons"/>, or the code of the failure.</summary>
    public required string FinishReason { get; init; }

    /// <summary>The sources that the answer cites, by number.</summary>
    public ImmutableArray<Citation> Citations { get; init; } = [];

    public ImmutableArray<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>One record for each provider call of the turn, in order.</summary>
    public ImmutableArray<UsageRecord> Usage { get; init; } = [];

    /// <summary>The model that answered, as <c>provider/model</c>; null when none began to.</summary>
    public string? Model { get; init; }

    /// <summary>Models that were asked first and did not answer, and why.</summary>
    public ImmutableArray<RouteRejection> Rejections { get; init; } = [];

    /// <summary>A summary to keep as a message that stands for older ones; null when none was made.</summary>
    public HistorySummary? Summary { get; init; }

    public required double? TtftMs { get; init; }

    public required double TotalMs { get; init; }

    /// <summary>Milliseconds of the knowledge search; null when there was none.</summary>
    public double? RetrievalMs { get; init; }

    /// <summary>
    /// Share of the question that the best passage covers, 0 to 1; below <see cref="KnowledgeMatches.OffTopic"/> the files most
    /// likely do not answer it. Null when there was no search.
    /// </summary>
    public double? RetrievalConfidence { get; init; }

    /// <summary>Passages that the search offered.</summary>
    public int Retrieved { get; init; }
}
