namespace AgentGrid.Core.Llm.Routing;

/// <summary>A provider as it is known now. Holds the key in clear: never log it, never send it to a caller.</summary>
public sealed record ProviderDefinition
{
    /// <summary>The part before the slash in <c>provider/model</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One of <see cref="ProviderTypes"/>.</summary>
    public required string Type { get; init; }

    public string? BaseUrl { get; init; }

    public string? ApiKey { get; init; }

    /// <summary>Models offered; empty means any.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    public IReadOnlyList<string> EmbeddingModels { get; init; } = [];

    public int MaxConcurrency { get; init; } = 64;

    public bool Enabled { get; init; } = true;

    /// <summary>Where it was defined.</summary>
    public ProviderSource Source { get; init; } = ProviderSource.Configuration;

    /// <summary>Whether it has what its type needs to answer.</summary>
    public bool Usable => Enabled && Type switch
    {
        ProviderTypes.Offline => true,
        ProviderTypes.OpenAiCompatible => !string.IsNullOrWhiteSpace(BaseUrl),
        _ => !string.IsNullOrWhiteSpace(ApiKey),
    };

    /// <summary>Whether both say the same, lists by content.</summary>
    public bool SameAs(ProviderDefinition other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Models.SequenceEqual(other.Models)
            && EmbeddingModels.SequenceEqual(other.EmbeddingModels)
            && this with { Models = other.Models, EmbeddingModels = other.EmbeddingModels } == other;
    }

    /// <summary>The key is left out, so that a record printed by mistake gives nothing away.</summary>
    public override string ToString() => $"{Name} ({Type}, {Source})";
}
