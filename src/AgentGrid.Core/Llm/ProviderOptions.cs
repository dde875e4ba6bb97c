namespace AgentGrid.Core.Llm;

/// <summary>One entry of <c>AgentGrid:Llm:Providers</c>.</summary>
public sealed class ProviderOptions
{
    /// <summary>One of <see cref="ProviderTypes"/>. Required, unless the provider is named after its type.</summary>
    public string Type { get; set; } = "";

    /// <summary>Root address as the vendor's official client takes it. Default: the vendor's. Required for <c>openai-compatible</c>.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Secret key. Required except for <c>openai-compatible</c> and <c>offline</c>; without it the provider is not usable.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Models offered. Empty (default): any name is passed on to the provider.</summary>
    public IList<string> Models { get; } = [];

    /// <summary>Embedding models offered. Empty (default): any name is passed on.</summary>
    public IList<string> EmbeddingModels { get; } = [];

    /// <summary>Calls in flight at once; further ones wait (<c>Timeouts:QueueSeconds</c>). Default 64. Fewer protects a small server of your own.</summary>
    public int MaxConcurrency { get; set; } = 64;
}
