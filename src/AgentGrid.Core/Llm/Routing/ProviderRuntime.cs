using AgentGrid.Core.Llm.Resilience;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Routing;

/// <summary>A provider that is in use: its chain of decorators and what its calls share.</summary>
internal sealed record ProviderRuntime(
    ProviderDefinition Provider,
    IChatClient Chat,
    IEmbeddingGenerator<string, Embedding<float>>? Embeddings,
    ProviderGate? Gate);
