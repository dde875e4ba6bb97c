using System.Collections.Immutable;

namespace AgentGrid.Agents;

/// <summary>The tools that an agent's model may call. Nothing else can be called, whatever a text says.</summary>
[GenerateSerializer, Immutable, Alias("agent-tools")]
public sealed record AgentTools
{
    /// <summary>The current date and time. Default: true.</summary>
    [Id(0)]
    public bool CurrentTime { get; init; } = true;

    /// <summary>Code in the sandbox. Default: false.</summary>
    [Id(1)]
    public bool CodeExecution { get; init; }

    /// <summary>Web search. Default: false.</summary>
    [Id(2)]
    public bool WebSearch { get; init; }

    /// <summary>Ids of agents that may be asked. Default: none.</summary>
    [Id(3)]
    public ImmutableArray<string> Agents { get; init; } = [];

    /// <summary>MCP servers. Default: none.</summary>
    [Id(4)]
    public ImmutableArray<McpServerConfig> Mcp { get; init; } = [];

    /// <summary>HTTP tools. Default: none.</summary>
    [Id(5)]
    public ImmutableArray<HttpToolConfig> Http { get; init; } = [];
}
