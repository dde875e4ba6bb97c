using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Embeddings.Onnx;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AgentGrid.Grains.Knowledge;

internal static class KnowledgeSearchServiceCollectionExtensions
{
    /// <summary>The embedder that ingestion and search share, as <see cref="EmbeddingOptions"/> say.</summary>
    public static IServiceCollection AddKnowledgeSearch(this IServiceCollection services)
    {
        services.AddOptions<EmbeddingOptions>().BindConfiguration(EmbeddingOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EmbeddingOptions>, EmbeddingOptionsValidator>());
        services.TryAddSingleton<ITextEmbedder>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<EmbeddingOptions>>().Value;
            return options.Model == NgramEmbedder.Name ? new NgramEmbedder()
                : OnnxEmbedders.IsName(options.Model) ? OnnxEmbedders.Open(options)
                : OfProvider(provider, options.Model, options.Dimensions);
        });
        services.TryAddSingleton(provider => new EmbedderCatalog(
            provider.GetRequiredService<ITextEmbedder>(),
            (model, dimensions) => NgramEmbedder.IsVersion(model) || OnnxEmbedders.IsName(model) ? null : OfProvider(provider, model, dimensions)));
        return services;
    }

    private static ProviderTextEmbedder OfProvider(IServiceProvider provider, string model, int dimensions) =>
        new(
            provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>(),
            model,
            dimensions,
            TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<EmbeddingOptions>>().Value.QuestionSeconds),
            provider.GetRequiredService<TimeProvider>());
}
