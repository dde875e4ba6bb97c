using AgentGrid.Agents;
using AgentGrid.Benchmarks.Grains;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Grains.Hosting;
using AgentGrid.Knowledge;
using AgentGrid.Storage.Blobs;
using AgentGrid.Storage.Hosting;
using AgentGrid.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentGrid.Benchmarks.Ingest;

/// <summary>The real stores, engine and grains in a temporary folder, without the HTTP front.</summary>
internal sealed class IngestHost : IAsyncDisposable
{
    private static readonly Caller Owner = new("usr_bench", UserRole.Admin);

    private readonly IHost _host;
    private readonly string _folder;

    private IngestHost(IHost host, string folder) => (_host, _folder) = (host, folder);

    private IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public static async Task<IngestHost> StartAsync(ITextEmbedder embedder)
    {
        var folder = Directory.CreateTempSubdirectory("agentgrid-bench-").FullName;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["AgentGrid:DataPath"] = folder;
        builder.Services.AddAgentGridStorage(builder.Configuration).AddAgentGridLlm(builder.Configuration).AddSingleton(embedder).AddAgentGridGrains();
        Engine.Use(builder);
        var host = builder.Build();
        await host.StartAsync();
        return new IngestHost(host, folder);
    }

    public async Task<string> CreateAgentAsync(string id)
    {
        var created = await Grains.GetGrain<IAgentGrain>(id).CreateAsync(Owner, new CreateAgent("Bench", null, new AgentConfig()));
        return created.Succeeded ? id : throw new InvalidOperationException(created.Failure.Detail);
    }

    /// <summary>Uploads one text and waits until it is ready.</summary>
    public async Task<KnowledgeFile> IngestAsync(string agentId, string fileId, byte[] bytes)
    {
        var blob = (await _host.Services.GetRequiredService<IBlobStore>().WriteAsync(new MemoryStream(bytes), long.MaxValue)).Value!;
        var file = Grains.GetGrain<IKnowledgeFileGrain>(fileId);
        var accepted = await file.AcceptAsync(Owner, new StoredUpload(agentId, blob.Name, fileId + ".txt", blob.Size, blob.Sha256, null));
        if (!accepted.Succeeded)
        {
            throw new InvalidOperationException(accepted.Failure.Detail);
        }

        KnowledgeFile? last = null;
        await foreach (var record in file.WatchAsync(default))
        {
            last = record;
        }

        return last is { Status: FileStatus.Ready } ? last : throw new InvalidOperationException($"{fileId}: {last?.Error?.Message}");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
