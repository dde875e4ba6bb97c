using AgentGrid.Core.Llm.Embeddings;
using AgentGrid.Grains.Tests.Hosting;
using AgentGrid.Testing.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Grains.Tests.Knowledge;

public sealed class EmbeddingCacheRestartTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Find_AfterARestart_GivesTheSameVectors()
    {
        float[] vector = [1.5f, -0.25f, float.Epsilon];
        await using (var host = await GrainHost.StartAsync(_folder))
        {
            var cache = host.Services.GetRequiredService<IEmbeddingCache>();
            await cache.StoreAsync("m", new Dictionary<string, ReadOnlyMemory<float>> { ["hash"] = vector }, null, CancellationToken.None);
        }

        await using var again = await GrainHost.StartAsync(_folder);
        var kept = again.Services.GetRequiredService<IEmbeddingCache>();
        var found = await kept.FindAsync("m", ["hash", "other"], CancellationToken.None);
        found.ShouldHaveSingleItem().Value.ToArray().ShouldBe(vector);
        (await kept.FindAsync("another model", ["hash"], CancellationToken.None)).ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();
}
