using AgentGrid.Analytics;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Sessions;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm;

/// <summary>
/// What a call says to this house's chain beyond what <see cref="ChatOptions"/> has fields for. Travels in
/// <see cref="ChatOptions.AdditionalProperties"/>; the model (or alias) itself is <see cref="ChatOptions.ModelId"/>.
/// </summary>
public sealed record ModelRequest
{
    private const string Key = "agentgrid.request";

    /// <summary>
    /// Models or aliases tried in order when the first cannot begin to answer. Below the router: those that are left.
    /// </summary>
    public IReadOnlyList<string> FallbackModels { get; init; } = [];

    /// <summary>One of <see cref="UsagePurposes"/>.</summary>
    public string Purpose { get; init; } = UsagePurposes.Answer;

    /// <summary>Who the call is for and where its usage is written.</summary>
    public UsageScope Usage { get; init; } = UsageScope.None;

    /// <summary>The numbered sources of the request, as data: [1] is the first.</summary>
    public IReadOnlyList<Citation> Sources { get; init; } = [];

    /// <summary>When false, a request that no configured provider can take fails instead of going to the offline provider.</summary>
    public bool AllowOffline { get; init; } = true;

    /// <summary>Limits of the tool loop; used only when the request has tools.</summary>
    public ToolLimits Limits { get; init; } = ToolLimits.Default;

    /// <summary>Whether the message to answer came with images: a model that reads none is passed over.</summary>
    public bool HasImages { get; init; }

    /// <summary>The prompt cannot be made shorter: a model that finds it too long is passed over for the next.</summary>
    public bool IsShortest { get; init; }

    /// <summary>Models that did not answer the same request a moment ago, and why: they are passed over.</summary>
    public IReadOnlyList<RouteRejection> Rejected { get; init; } = [];

    /// <summary>
    /// An administrator's own trial of a provider: a circuit that is open lets it through, and closes when it is answered.
    /// </summary>
    public bool IsTrial { get; init; }

    /// <summary>How long an identical request may be answered from memory. Null (the default): never.</summary>
    public TimeSpan? CacheTtl { get; init; }

    /// <summary>The request carried by <paramref name="options"/>, or one with defaults.</summary>
    public static ModelRequest Of(ChatOptions? options) => Of(options?.AdditionalProperties);

    /// <summary>The request carried by <paramref name="options"/>, or one with defaults.</summary>
    public static ModelRequest Of(EmbeddingGenerationOptions? options) => Of(options?.AdditionalProperties);

    private static ModelRequest Of(AdditionalPropertiesDictionary? properties) =>
        properties is not null
        && properties.TryGetValue(Key, out var value)
        && value is ModelRequest request
            ? request
            : Empty;

    /// <summary>Puts this request into <paramref name="options"/> and returns them.</summary>
    public ChatOptions ApplyTo(ChatOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (options.AdditionalProperties ??= [])[Key] = this;
        return options;
    }

    /// <summary>Puts this request into <paramref name="options"/> and returns them.</summary>
    public EmbeddingGenerationOptions ApplyTo(EmbeddingGenerationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (options.AdditionalProperties ??= [])[Key] = this;
        return options;
    }

    private static readonly ModelRequest Empty = new();
}
