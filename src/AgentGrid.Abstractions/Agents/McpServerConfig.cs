namespace AgentGrid.Agents;

/// <summary>An MCP server reached over streamable HTTP.</summary>
[GenerateSerializer, Immutable, Alias("mcp-server-config")]
public sealed record McpServerConfig
{
    /// <summary>Prefix of its tools' names.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>An absolute http or https address.</summary>
    [Id(1)]
    public required string Url { get; init; }
}
