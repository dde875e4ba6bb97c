using System.Collections.Immutable;
using System.Runtime.InteropServices;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Extraction;
using AgentGrid.Core.Rag.Ingestion;
using AgentGrid.Knowledge;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Grains.Knowledge;

/// <summary>
/// Reads, cuts and embeds one file; the computing runs beside the grain's own turns, and how many files are at it is the gate's to
/// say. Not a stateless worker: Orleans cannot tell one of those that its call was cancelled.
/// </summary>
internal sealed partial class IngestionWorkerGrain(
    DocumentDesk desk, OpenDocuments documents, ITextEmbedder embedder, ILogger<IngestionWorkerGrain> logger) : Grain, IIngestionWorkerGrain
{
    public async Task<Outcome<PassageBatch>> ReadAsync(PassageRequest request, CancellationToken cancellationToken)
    {
        DocumentReading? reading = null;
        try
        {
            reading = documents.Take(request.FileId, request.From) ?? await desk.OpenAsync(request, cancellationToken);
            if (reading is null)
            {
                return Failure.NotFound(FailureCodes.FileNotFound, "The file's bytes are gone. Upload it again.");
            }

            var batch = await Task.Run(() => DocumentDesk.Next(reading, request, cancellationToken), cancellationToken);
            if (batch is { Value.IsLast: false })
            {
                documents.Keep(request.FileId, reading);
                reading = null;
            }

            return batch;
        }
        catch (ExtractionException refused)
        {
            LogRefused(logger, request.FileId, refused.Code);
            return Failure.Invalid(refused.Code, refused.Message);
        }
        finally
        {
            reading?.Dispose();
        }
    }

    public async Task<Outcome<EmbeddedPassages>> EmbedAsync(
        ImmutableArray<string> texts, UsageOwner owner, CancellationToken cancellationToken)
    {
        var usage = UsageScope.For(owner) with { FileId = this.GetPrimaryKeyString() };
        try
        {
            var vectors = await Task.Run(
                () => embedder.EmbedAsync(texts, EmbeddingPurpose.Document, usage, cancellationToken).AsTask(), cancellationToken);
            return new EmbeddedPassages([.. vectors.Select(ImmutableCollectionsMarshal.AsImmutableArray)], embedder.Model, embedder.Dimensions,
                embedder.IsCached);
        }
        catch (LlmException failed)
        {
            LogEmbeddingFailed(logger, failed, failed.Code);
            return FileFailures.Embedding(failed);
        }
    }

    public Task CloseAsync(string fileId)
    {
        documents.Close(fileId);
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
