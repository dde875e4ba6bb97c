using System.Text;
using AgentGrid.Core.Identifiers;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Grains.Agents;
using AgentGrid.Grains.Knowledge;
using AgentGrid.Grains.Tests.Hosting;
using AgentGrid.Grains.Tests.Knowledge.Doubles;
using AgentGrid.Knowledge;
using AgentGrid.Storage.Agents;
using AgentGrid.Storage.Blobs;
using AgentGrid.Storage.Knowledge;
using AgentGrid.Testing.Time;
using AgentGrid.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentGrid.Grains.Tests.Knowledge;

/// <summary>Real grains on the engine over stores in memory that outlive the host.</summary>
internal sealed class FileBench : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private IHost? _host;

    public static Caller Owner { get; } = new(OneAgentStore.Owner, UserRole.Creator);

    public MemoryKnowledgeStore Store { get; } = new();

    public MemoryBlobStore Blobs { get; } = new();

    public ScriptedEmbedder Embedder { get; } = new();

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public IngestionOptions Options { get; } = new() { BatchPassages = 4, RetrySeconds = 0.01 };

    public IKnowledgeFileGrain File(string id) => _host!.Services.GetRequiredService<IGrainFactory>().GetGrain<IKnowledgeFileGrain>(id);

    public async Task<FileBench> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        TestEngine.Use(builder);
        builder.Services.AddAgentGridLlm(builder.Configuration);
        builder.Services.AddIngestion();
        builder.Services.Configure<IngestionOptions>(options =>
        {
            (options.BatchPassages, options.Files, options.Attempts) = (Options.BatchPassages, Options.Files, Options.Attempts);
            (options.RetrySeconds, options.LongestPauseSeconds) = (Options.RetrySeconds, Options.LongestPauseSeconds);
        });
        builder.Services
            .AddSingleton(Clock).AddSingleton<IKnowledgeStore>(Store).AddSingleton<IBlobStore>(Blobs).AddSingleton<ITextEmbedder>(Embedder)
            .AddSingleton<IKnowledgeEpochStore, NoEpochs>().AddSingleton(new EmbedderCatalog(Embedder, (_, _) => null))
            .AddSingleton<IAgentStore, OneAgentStore>().AddSingleton<IIdGenerator, IdGenerator>()

            // No agent is deleted here.
            .AddSingleton(new AgentRemoval(null!, null!, null!, null!, null!, null!));
        _host = builder.Build();
        await _host.StartAsync();
        return this;
    }

    /// <summary>Stops the server as a crash would as far as what is stored goes, and starts another over the same stores.</summary>
    public async Task RestartAsync()
    {
        await DisposeAsync();
        await StartAsync();
        foreach (var file in await Store.ListUnfinishedFilesAsync(null, 1000))
        {
            await File(file.File.Id).ResumeAsync();
        }
    }

    public async Task<AcceptedFile> UploadAsync(string id, string text, string name = "note.txt") => await UploadAsync(id, Encoding.UTF8.GetBytes(text), name);

    public async Task<AcceptedFile> UploadAsync(string id, byte[] bytes, string name)
    {
        var blob = Blobs.Put(bytes);
        var accepted = await File(id).AcceptAsync(Owner, new StoredUpload(OneAgentStore.AgentId, blob.Name, name, blob.Size, blob.Sha256));
        return accepted.Value!;
    }

    public async Task<KnowledgeFile> EndOfAsync(string id) => (await WatchAsync(id))[^1];

    /// <param name="saw">Told of each record as it comes.</param>
    public async Task<List<KnowledgeFile>> WatchAsync(string id, Action<KnowledgeFile>? saw = null)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var seen = new List<KnowledgeFile>();
        await foreach (var file in File(id).WatchAsync(deadline.Token))
        {
            seen.Add(file);
            saw?.Invoke(file);
        }

        return seen;
    }

    /// <summary>The record as soon as it is as wanted.</summary>
    public async Task<KnowledgeFile> SeenAsync(string id, Func<KnowledgeFile, bool> wanted)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await foreach (var file in File(id).WatchAsync(deadline.Token))
        {
            if (wanted(file))
            {
                return file;
            }
        }

        throw new InvalidOperationException("It never came to that.");
    }

    /// <summary>Lets a clock run until something has happened.</summary>
    public static async Task AdvanceAsync(ManualTimeProvider clock, Task until)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!until.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, deadline.Token);
        }
    }

    /// <summary>Asks for the file to go on, as the recovery sweep does, until it is ready.</summary>
    public async Task ResumeUntilReadyAsync(string id)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while ((await File(id).GetAsync(Owner)).Value!.Status != FileStatus.Ready)
        {
            await File(id).ResumeAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, deadline.Token);
        }
    }

    public static string Text(int paragraphs, string word = "word") =>
        string.Concat(Enumerable.Range(0, paragraphs).Select(i => string.Join(' ', Enumerable.Repeat($"{word}{i}", 200)) + ".\n\n"));

    public async ValueTask DisposeAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await host.StopAsync();
            host.Dispose();
        }
    }
}
