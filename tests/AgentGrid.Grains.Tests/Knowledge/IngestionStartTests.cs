using AgentGrid.Core.Rag.Chunking;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Extraction;
using AgentGrid.Grains.Knowledge;
using AgentGrid.Grains.Tests.Hosting;
using AgentGrid.Testing.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentGrid.Grains.Tests.Knowledge;

/// <summary>Settings that cannot work are refused at start, by name, before a file meets them.</summary>
public sealed class IngestionStartTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Start_ExtractionThatCannotWork_IsRefused() =>
        RefusedAsync<ExtractionOptions>(options => options.ToolSeconds = 0, "AgentGrid:Extraction:ToolSeconds");

    [Fact]
    public Task Start_ChunkingThatCannotWork_IsRefused() =>
        RefusedAsync<ChunkingOptions>(options => options.MaxChars = -5, "AgentGrid:Chunking");

    [Fact]
    public Task Start_IngestionThatCannotWork_IsRefused() =>
        RefusedAsync<IngestionOptions>(options => options.BatchPassages = 0, "AgentGrid:Ingestion:BatchPassages");

    [Fact]
    public Task Start_EmbeddingThatCannotWork_IsRefused() =>
        RefusedAsync<EmbeddingOptions>(options => options.Model = "openai/some", "AgentGrid:Embeddings:Dimensions");

    private async Task RefusedAsync<T>(Action<T> change, string said)
        where T : class
    {
        var refusal = await Should.ThrowAsync<OptionsValidationException>(() => GrainHost.StartAsync(_folder, services => services.PostConfigure(change)));
        refusal.Message.ShouldContain(said);
    }
}
