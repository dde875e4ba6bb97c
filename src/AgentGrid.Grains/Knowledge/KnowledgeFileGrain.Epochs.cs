using System.Runtime.InteropServices;
using AgentGrid.Core.Llm.Embeddings;
using AgentGrid.Core.Rag.Retrieval;
using AgentGrid.Knowledge;
using AgentGrid.Storage.Knowledge;

namespace AgentGrid.Grains.Knowledge;

/// <summary>Vectors of another model, built from the stored chunks beside those that searches see.</summary>
internal sealed partial class KnowledgeFileGrain
{
    public async Task<bool> BuildEpochAsync(EmbeddingSpace space)
    {
        if (_running is { } running)
        {
            // A file that is being ingested ends with vectors of the new model by itself.
            return running.IsBuilding;
        }

        if (await ReadAgainAsync() is not { } file || file.File.Status != FileStatus.Ready || file.Vectors == space || file.Built == space)
        {
            return false;
        }

        Start(new RunningIngestion { IsBuilding = true }, async stop =>
        {
            // Whatever ends it, the old vectors go on serving, and whoever waits asks again.
            using var place = await gate.EnterAsync(file.UserId, stop);
            var built = await BuildEpochAsync(space, stop);
            await Epochs(file).FileBuiltAsync(Id, built.Failure);
        });
        return true;
    }

    public async Task DropOtherEpochsAsync()
    {
        if (_running is not null || await ReadAgainAsync() is not { } file || file.File.Status != FileStatus.Ready)
        {
            return;
        }

        if (file.BuildingEpoch is not null)
        {
            file = await SaveAsync(file with { BuildingEpoch = null, Built = null, Checkpoint = null });
        }

        await store.DeleteChunksAsync(Id, keepEpoch: file.Epoch);
    }

    private async Task<Outcome<Done>> BuildEpochAsync(EmbeddingSpace space, CancellationToken stop)
    {
        var (epoch, done) = await BeginEpochAsync(space, stop);
        var worker = GrainFactory.GetGrain<IIngestionWorkerGrain>(Id);
        var chunks = store.ReadFileChunksAsync(Id, _file!.Epoch, done, stop);
        await foreach (var batch in chunks.Chunk(options.Value.BatchPassages).WithCancellation(stop))
        {
            // Not tried again here: its agent is to say soon what is wrong, and the sweep comes back every minute.
            var embedded = await worker.EmbedAsync(
                [.. batch.Select(chunk => IndexedChunk.EmbeddingText(chunk.IndexText, chunk.Text))], Owner, stop);
            if (!embedded.TryGet(out var vectors, out var failure))
            {
                return failure;
            }

            if (vectors.Model != space.Model || vectors.Dimensions != space.Dimensions)
            {
                return Failure.Conflict(
                    FailureCodes.EmbeddingFailed, $"This server embeds with {vectors.Model}, another one with {space.Model}. Configure all alike.");
            }

            done += batch.Length;
            var beside = batch.Select((chunk, i) => chunk with
            {
                Epoch = epoch,
                Embedding = ImmutableCollectionsMarshal.AsArray(vectors.Vectors[i]),
                EmbeddingModel = vectors.Model,
                Dimensions = vectors.Dimensions,
                EmbeddedHash = vectors.AreCached ? EmbeddingCacheKey.Of(IndexedChunk.EmbeddingText(chunk.IndexText, chunk.Text)) : null,
            }).ToList();
            var checkpoint = new FileCheckpoint(done, batch[^1].ContentHash, Vectors: space).ToString();

            // Not given up halfway: a stop is looked at again after it.
            _file = Saved(await store.AppendChunksAsync(_file with { Checkpoint = checkpoint }, beside, CancellationToken.None));
            stop.ThrowIfCancellationRequested();
        }

        await SaveAsync(_file with { Built = space, Checkpoint = null }, show: false);
        LogEpochBuilt(logger, Id, space, done);
        return default(Done);
    }

    /// <summary>The epoch to build and how many of its chunks are stored already.</summary>
    private async Task<(int Epoch, int Done)> BeginEpochAsync(EmbeddingSpace space, CancellationToken stop)
    {
        var file = _file!;
        var checkpoint = FileCheckpoint.Parse(file.Checkpoint);
        if (file.BuildingEpoch is { } building && file.Built is null && checkpoint.Vectors == space)
        {
            return (building, checkpoint.Passages);
        }

        // What was built for another model is of no use; the new epoch's number has no rows left of an earlier try.
        var epoch = NextEpoch(file);
        await SaveAsync(
            file with { BuildingEpoch = epoch, Built = null, Checkpoint = new FileCheckpoint(Vectors: space).ToString() }, show: false);
        await store.DeleteChunksAsync(Id, keepEpoch: file.Epoch, cancellationToken: stop);
        return (epoch, 0);
    }

    private IKnowledgeEpochGrain Epochs(StoredFile file) => GrainFactory.GetGrain<IKnowledgeEpochGrain>(file.File.AgentId);
}
