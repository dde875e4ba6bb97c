using System.Collections.Immutable;
using System.Runtime.InteropServices;
using AgentGrid.Core.Llm.Embeddings;
using AgentGrid.Core.Rag.Retrieval;
using AgentGrid.Knowledge;
using AgentGrid.Storage.Knowledge;

namespace AgentGrid.Grains.Knowledge;

/// <summary>One go at a file: begun, batch after batch made durable, ended or put off.</summary>
internal sealed partial class KnowledgeFileGrain
{
    /// <returns>How long to wait before the next go; null when the file has ended.</returns>
    private async Task<TimeSpan?> IngestAsync(CancellationToken stop)
    {
        if (await BeginAttemptAsync() is not { } checkpoint)
        {
            return null;
        }

        var worker = GrainFactory.GetGrain<IIngestionWorkerGrain>(Id);
        try
        {
            for (var last = false; !last;)
            {
                Show(_shown! with { Stage = FileStage.Extracting });
                var request = new PassageRequest(
                    Id, _file!.BlobName, _file.File.Name, checkpoint.Passages, checkpoint.LastHash, options.Value.BatchPassages);
                var (read, later) = await TryForAWhileAsync(() => worker.ReadAsync(request, stop), stop);
                if (!read.TryGet(out var batch, out var failure))
                {
                    if (failure.Code == FailureCodes.FileChanged)
                    {
                        checkpoint = await ForgetPassagesAsync(checkpoint, stop);
                        continue;
                    }

                    return await EndOrPutOffAsync(checkpoint, failure, later);
                }

                Show(_shown with { Stage = FileStage.Chunking, ContentType = batch.ContentType, Pages = batch.Pages });
                if (batch.Passages.IsEmpty && checkpoint.Passages == 0)
                {
                    return await EndOrPutOffAsync(checkpoint, FileFailures.NoText(), later: null);
                }

                Show(_shown with { Stage = FileStage.Embedding });
                (var embedded, later) = await TryForAWhileAsync(() => worker.EmbedAsync(TextsOf(batch), Owner, stop), stop);
                if (!embedded.TryGet(out var vectors, out failure))
                {
                    return await EndOrPutOffAsync(checkpoint, failure, later);
                }

                var space = new EmbeddingSpace(vectors.Model, vectors.Dimensions);
                if (checkpoint.Passages > 0 && checkpoint.Vectors != space)
                {
                    // Another model was configured between two starts: one file's vectors are all of one model.
                    checkpoint = await ForgetPassagesAsync(checkpoint, stop);
                    continue;
                }

                Show(_shown with { Stage = FileStage.Indexing });
                checkpoint = new FileCheckpoint(
                    checkpoint.Passages + batch.Passages.Length, batch.Passages.IsEmpty ? checkpoint.LastHash : batch.Passages[^1].ContentHash,
                    Vectors: space);
                last = batch.IsLast;
                await StoreAsync(batch, vectors, checkpoint, stop);
            }

            return null;
        }
        finally
        {
            await worker.CloseAsync(Id);
        }
    }

    /// <summary>
    /// Fails, or waits as queued for what will take longer than a place may be held. Nothing else that needs the same model is begun
    /// meanwhile.
    /// </summary>
    private async Task<TimeSpan?> EndOrPutOffAsync(FileCheckpoint checkpoint, Failure failure, TimeSpan? later)
    {
        if (later is not { } pause || checkpoint.Stalled >= options.Value.Attempts)
        {
            await EndAsync(FileStatus.Failed, new FileError(failure.Code, failure.Detail));
            return null;
        }

        gate.Close(pause);
        var cause = new FileError(failure.Code, $"{failure.Detail.TrimEnd('.')}. Tried again in {Math.Ceiling(pause.TotalSeconds):0} s.");
        var queued = _file!.File with { Status = FileStatus.Queued, Stage = _shown!.Stage, Error = cause };
        await SaveAsync(_file with { File = queued, Checkpoint = checkpoint.ToString() });
        LogPutOff(logger, Id, failure.Code, pause.TotalSeconds);
        return pause;
    }

    /// <summary>Begins an epoch in place of the one that is being built. A crash on the way leaves rows of that, which nobody goes on from.</summary>
    private async Task<FileCheckpoint> ForgetPassagesAsync(FileCheckpoint checkpoint, CancellationToken stop)
    {
        var none = checkpoint with { Passages = 0, LastHash = null, Vectors = null };
        await SaveAsync(_file! with { BuildingEpoch = NextEpoch(_file), Checkpoint = none.ToString() }, show: false);
        await store.DeleteChunksAsync(Id, keepEpoch: _file.Epoch, cancellationToken: stop);
        return none;
    }

    /// <summary>Counts the attempt durably before it can do harm; null when it was one too many.</summary>
    private async Task<FileCheckpoint?> BeginAttemptAsync()
    {
        var checkpoint = FileCheckpoint.Parse(_file!.Checkpoint);
        if (checkpoint.Stalled >= options.Value.Attempts)
        {
            var stalled = FileFailures.Stalled(checkpoint.Stalled);
            await EndAsync(FileStatus.Failed, new FileError(stalled.Code, stalled.Detail));
            return null;
        }

        checkpoint = checkpoint with { Stalled = checkpoint.Stalled + 1 };
        var begun = _file.File with { Status = FileStatus.Processing, Stage = FileStage.Extracting, Attempts = _file.File.Attempts + 1, Error = null };
        await SaveAsync(_file with { File = begun, Checkpoint = checkpoint.ToString() });
        return checkpoint;
    }

    /// <summary>One transaction: the passages, the checkpoint, and with the last of them that the file is ready.</summary>
    private async Task StoreAsync(PassageBatch batch, EmbeddedPassages vectors, FileCheckpoint checkpoint, CancellationToken stop)
    {
        var file = _file!;
        var epoch = file.BuildingEpoch ?? NextEpoch(file);
        var now = _shown! with { Chunks = checkpoint.Passages, UpdatedAt = clock.GetUtcNow() };
        var row = batch.IsLast
            ? file with
            {
                File = now with { Status = FileStatus.Ready, Stage = FileStage.Done, Progress = 1 },
                Epoch = epoch,
                BuildingEpoch = null,
                Checkpoint = null,
                Vectors = checkpoint.Vectors,
                Built = null,
            }
            : file with { File = now with { Progress = Math.Round(batch.Progress * 0.99, 3) }, Checkpoint = checkpoint.ToString() };
        var chunks = batch.Passages.Select((passage, i) => new StoredChunk(
            Id, epoch, passage.Ordinal, passage.Text, passage.Heading, passage.Page, passage.StartOffset, passage.EndOffset, passage.ContentHash,
            ImmutableCollectionsMarshal.AsArray(vectors.Vectors[i]), vectors.Model, vectors.Dimensions, passage.IndexText,
            vectors.AreCached ? EmbeddingCacheKey.Of(IndexedChunk.EmbeddingText(passage.IndexText, passage.Text)) : null,
            passage.Places)).ToList();

        // Not given up halfway: a stop is looked at again after it.
        _file = Saved(await store.AppendChunksAsync(row, chunks, CancellationToken.None));
        if (!batch.IsLast)
        {
            Keep(_file);
            stop.ThrowIfCancellationRequested();
            return;
        }

        await ShowReadyAsync(_file);
    }

    private async Task ShowReadyAsync(StoredFile file)
    {
        // The index knows the file before anyone is told that it is ready. Chunks that it may still show stay for the daily cleanup.
        if (await TellIndexAsync(file) && file.Epoch > FirstEpoch)
        {
            await store.DeleteChunksAsync(Id, keepEpoch: file.Epoch);
        }

        Keep(file);
        LogReady(logger, Id, file.File.Chunks);
    }

    private async Task<bool> TellIndexAsync(StoredFile file)
    {
        try
        {
            await Index(file).AddFileAsync(Id);
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The rows are right and the file is ready; an index that could not take it in is read anew.
            LogNotIndexed(logger, e, Id);
            return false;
        }
    }

    /// <summary>Ends without text: what was stored is removed, and a crash on the way ends the same.</summary>
    private async Task EndAsync(FileStatus status, FileError? error)
    {
        // First out of what an index reads, then out of the one that is there: none that is read beside this holds a part of it. The
        // last epoch's number stays, so that an answer never cites other words by the id of a passage that is gone.
        var file = await SaveAsync(
            _file! with
            {
                Epoch = 0,
                BuildingEpoch = LastEpoch(_file),
                Checkpoint = new FileCheckpoint(Ending: status, Error: error).ToString(),
            },
            show: false);
        await Index(file).RemoveFileAsync(Id);

        // Who tries a failed file again pays for no vector twice; the file's deletion, or the daily cleanup, takes them.
        await store.DeleteChunksAsync(Id, keepVectors: status == FileStatus.Failed);
        if (status != FileStatus.Failed)
        {
            await store.DeleteUnusedVectorsAsync(Id);
        }

        var ended = file.File with { Status = status, Paused = false, Progress = 0, Chunks = 0, Error = error, ContentType = _shown?.ContentType ?? file.File.ContentType };
        await SaveAsync(file with { File = ended, Checkpoint = null, Vectors = null, Built = null });
        LogEnded(logger, Id, status, error?.Code);
    }

    /// <summary>Tries again, a bounded number of times and ever later, what may pass soon; the record says what it waits for.</summary>
    /// <returns>The last outcome, and after how long another try may help where that is not soon; null where none helps.</returns>
    private async Task<(Outcome<T> Outcome, TimeSpan? Later)> TryForAWhileAsync<T>(Func<Task<Outcome<T>>> call, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await call();
            if (outcome.Succeeded || !outcome.Failure.Retryable)
            {
                return (outcome, null);
            }

            // What does not pass in a few seconds may in a minute or two.
            var isLast = attempt >= options.Value.Attempts;
            var pause = PauseAfter(attempt, isLast ? TimeSpan.MaxValue : outcome.Failure.RetryAfter);
            if (isLast || pause > LongestHold)
            {
                return (outcome, pause);
            }

            Show(_shown! with { Error = new FileError(outcome.Failure.Code, outcome.Failure.Detail) });
            await Task.Delay(pause, clock, stop);
            Show(_shown with { Error = null });
        }
    }

    private static ImmutableArray<string> TextsOf(PassageBatch batch) =>
        [.. batch.Passages.Select(passage => IndexedChunk.EmbeddingText(passage.IndexText, passage.Text))];
}
