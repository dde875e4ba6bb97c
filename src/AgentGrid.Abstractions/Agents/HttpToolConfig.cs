namespace AgentGrid.Agents;

/// <summary>A tool that is one HTTP request.</summary>
[GenerateSerializer, Immutable, Alias("http-tool-config")]
public sealed record HttpToolConfig
{
    /// <summary>The tool's name as the model sees it.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>What it does, for the model. Default: none.</summary>
    [Id(1)]
    public string? Description { get; init; }

    /// <summary>GET or POST. Default: GET.</summary>
    [Id(2)]
    public string Method { get; init; } = "GET";

    /// <summary>An absolute http or https address.</summary>
    [Id(3)]
    public required string Url { get; init; }
}
