using AgentGrid.Agents;
using AgentGrid.Knowledge;
using AgentGrid.Storage.Agents;
using AgentGrid.Storage.Knowledge;
using AgentGrid.Storage.Tests.Backends;

namespace AgentGrid.Storage.Tests.Knowledge;

/// <summary>A test with the agents <c>a1</c> and <c>a2</c> to give files to.</summary>
public abstract class KnowledgeTest(IStoreBackend backend) : StoreTest(backend)
{
    internal KnowledgeStore Store => new(Database);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var id in new[] { "a1", "a2" })
        {
            await new AgentStore(Database).CreateAsync(new NewAgent(id, "A", null, "u1", new AgentConfig(), Now));
        }
    }

    protected static StoredChunk Chunk(string file, int epoch, int ordinal) => new(
        file, epoch, ordinal, $"text {ordinal}", ordinal % 2 == 0 ? "Top › Sub" : null, ordinal % 3 == 0 ? 4 : null,
        ordinal * 10, ordinal * 10 + 7, $"h{ordinal}", ordinal % 5 == 0 ? null : [(byte)ordinal, 2, 3],
        ordinal % 5 == 0 ? null : "m", ordinal % 5 == 0 ? 0 : 3, "Title", ordinal % 2 == 0 ? null : $"key{ordinal}");

    internal StoredFile File(string id, string agent = "a1", string? sha = null) => new(
        new KnowledgeFile(
            id, agent, $"{id}.md", 12, "text/markdown", sha ?? $"sha-{id}", FileStatus.Queued, FileStage.Received, 0, 0, null, null, 0,
            Now, Now),
        "u1",
        $"blob-{id}");

    internal async Task<StoredFile> ReadyAsync(string id, int chunks, string agent = "a1", int epoch = 1, EmbeddingSpace? vectors = null)
    {
        var file = (await Store.CreateFileAsync(File(id, agent))).ShouldSucceed().File;
        return (await Store.AppendChunksAsync(
            file with
            {
                File = file.File with { Status = FileStatus.Ready, Stage = FileStage.Done, Progress = 1, Chunks = chunks },
                Epoch = epoch,
                Vectors = vectors,
            },
            [.. Enumerable.Range(0, chunks).Select(ordinal => Chunk(id, epoch, ordinal))])).ShouldSucceed();
    }

    /// <summary>The chunks of the agent that searches see, file by file.</summary>
    internal async Task<List<StoredChunk>> LiveAsync(string agentId)
    {
        var live = new List<StoredChunk>();
        foreach (var file in await Store.ListAgentFilesAsync(agentId, null, 100))
        {
            live.AddRange(await AllAsync(Store.ReadFileChunksAsync(file.File.Id, file.Epoch)));
        }

        return live;
    }

    internal static async Task<List<StoredChunk>> AllAsync(IAsyncEnumerable<StoredChunk> chunks)
    {
        var all = new List<StoredChunk>();
        await foreach (var chunk in chunks)
        {
            all.Add(chunk);
        }

        return all;
    }

    protected async Task<long?> CountAsync(string table) =>
        await Database.ReadAsync(session => session.Int64Async($"SELECT count(*) FROM {table}"));
}
