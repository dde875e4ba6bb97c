using System.Collections.Immutable;
using AgentGrid.Naming;

namespace AgentGrid.Agents;

/// <summary>Everything that decides how an agent answers. Immutable; a change is a new version.</summary>
[GenerateSerializer, Immutable, Alias("agent-config")]
public sealed record AgentConfig
{
    /// <summary>The system instructions. Default: none.</summary>
    [Id(0)]
    public string Instructions { get; init; } = "";

    /// <summary>An alias or <c>provider/model</c>. Default: <c>default</c>.</summary>
    [Id(1)]
    public string Model { get; init; } = ModelNames.Default;

    /// <summary>Tried in order, before the first token only, when <see cref="Model"/> fails. Default: none.</summary>
    [Id(2)]
    public ImmutableArray<string> FallbackModels { get; init; } = [];

    /// <summary>0 to 2. Default: the provider's own.</summary>
    [Id(3)]
    public double? Temperature { get; init; }

    /// <summary>0 to 1. Default: the provider's own.</summary>
    [Id(4)]
    public double? TopP { get; init; }

    /// <summary>Most tokens of one answer. Default: the provider's own.</summary>
    [Id(5)]
    public int? MaxOutputTokens { get; init; }

    /// <summary>Shown when a chat opens. Default: none.</summary>
    [Id(6)]
    public string? WelcomeMessage { get; init; }

    /// <summary>Offered as first questions. Default: none.</summary>
    [Id(7)]
    public ImmutableArray<string> StarterQuestions { get; init; } = [];

    /// <summary>Values asked of the user when a session begins. Default: none.</summary>
    [Id(8)]
    public ImmutableArray<AgentInput> Inputs { get; init; } = [];

    /// <summary>Which tools the model may call.</summary>
    [Id(9)]
    public AgentTools Tools { get; init; } = new();

    /// <summary>How the agent's files are used.</summary>
    [Id(10)]
    public AgentKnowledge Knowledge { get; init; } = new();

    /// <summary>What the agent remembers across sessions.</summary>
    [Id(11)]
    public AgentMemory Memory { get; init; } = new();

    /// <summary>Bounds of one turn.</summary>
    [Id(12)]
    public AgentLimits Limits { get; init; } = new();

    /// <summary>
    /// Whether the built-in offline provider may answer when no configured provider can. Default: true; when false
    /// such a turn fails with 503.
    /// </summary>
    [Id(13)]
    public bool OfflineFallback { get; init; } = true;

    /// <summary>Seconds for which an identical request may be answered from the cache. Default: 0, never.</summary>
    [Id(14)]
    public int ResponseCacheSeconds { get; init; }
}
