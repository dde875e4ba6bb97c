using AgentGrid.Core.Llm.Routing;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers;

/// <summary>
/// Makes the adapters of one provider type. Called on the first use of a provider, so that a vendor's library is
/// loaded only where it is configured.
/// <para>
/// An adapter speaks one vendor's protocol and does nothing else: no retry, no timeout, no metering. It throws
/// <see cref="LlmException"/> for every expected failure; it yields an update only when that carries something
/// (or <see cref="StreamSignals.ToolProgress"/> for part of a tool call, <see cref="StreamSignals.Heartbeat"/> for anything
/// else that shows nothing); it yields usage as
/// <see cref="UsageContent"/> as the vendor counts it, what is new of it as soon as it is told; and it fails with
/// <see cref="LlmErrorCodes.StreamBroken"/> when the stream ends before the vendor's own end mark or was given up, with
/// <see cref="LlmErrorCodes.UnusableAnswer"/> when it ends without a word.
/// </para>
/// </summary>
internal interface IProviderFactory
{
    /// <summary>The <see cref="ProviderTypes"/> this makes.</summary>
    IReadOnlyList<string> Types { get; }

    IChatClient CreateChatClient(ProviderDefinition provider, HttpClient http);

    /// <summary>Null when the vendor does not embed.</summary>
    IEmbeddingGenerator<string, Embedding<float>>? CreateEmbeddingGenerator(ProviderDefinition provider, HttpClient http);

    /// <summary>The models that the vendor says this key may use.</summary>
    Task<IReadOnlyList<string>> ListModelsAsync(ProviderDefinition provider, HttpClient http, CancellationToken cancellationToken);
}
