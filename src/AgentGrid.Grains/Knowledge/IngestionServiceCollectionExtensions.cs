using AgentGrid.Core.Rag.Chunking;
using AgentGrid.Core.Rag.Extraction;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentGrid.Grains.Knowledge;

internal static class IngestionServiceCollectionExtensions
{
    private const string ChunkingSection = "AgentGrid:Chunking";

    /// <summary>What the file grain and its workers need besides the stores and an embedder.</summary>
    public static IServiceCollection AddIngestion(this IServiceCollection services)
    {
        services.AddOptions<IngestionOptions>().BindConfiguration(IngestionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ExtractionOptions>().BindConfiguration(ExtractionOptions.Section).ValidateOnStart();
        services.AddOptions<ChunkingOptions>().BindConfiguration(ChunkingSection).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<ChunkingOptions>, ChunkingOptionsValidator>()
            .AddSingleton<IValidateOptions<ExtractionOptions>, ExtractionOptionsValidator>()
            .AddSingleton(provider => new Chunker(provider.GetRequiredService<IOptions<ChunkingOptions>>().Value))
            .AddSingleton(provider => new DocumentExtractor(
                provider.GetRequiredService<IOptions<ExtractionOptions>>().Value, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => new IngestionGate(
                Places(provider.GetRequiredService<IOptions<IngestionOptions>>().Value), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<OpenDocuments>()
            .AddSingleton<DocumentDesk>();
    }

    private static int Places(IngestionOptions options) => options.Files > 0 ? options.Files : 2 * Environment.ProcessorCount;
}
