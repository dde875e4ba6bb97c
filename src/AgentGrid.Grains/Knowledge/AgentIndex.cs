using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AgentGrid.Agents;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Rag.Context;
using AgentGrid.Core.Rag.Embeddings;
using AgentGrid.Core.Rag.Retrieval;
using AgentGrid.Knowledge;
using AgentGrid.Storage.Knowledge;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Grains.Knowledge;

/// <summary>An agent's index in memory, filled from the rows; hits get their text from the rows. Safe for many threads.</summary>
internal sealed partial class AgentIndex(
    string agentId, IKnowledgeStore store, ITextEmbedder embedder, IUsageSink ledger, ILogger logger) : IDisposable
{
    private const int FilesPerPage = 200;

    private readonly KnowledgeIndex _index = KnowledgeIndex.For(embedder);
    private readonly ConcurrentDictionary<string, string> _names = new();

    public int FileCount => _index.FileCount;

    public int ChunkCount => _index.ChunkCount;

    /// <summary>Takes in all the agent's files that searches see.</summary>
    public Task LoadAsync(CancellationToken cancellationToken) => _index.AddFilesAsync(FilesAsync(cancellationToken), cancellationToken);

    /// <summary>Takes in the chunks of a file as they stand in the store; removes what is no longer there.</summary>
    /// <returns>Whether there was anything of the file before.</returns>
    public async Task<bool> TakeInAsync(string fileId, CancellationToken cancellationToken)
    {
        var replaces = _index.Contains(fileId);
        if (await store.FindFileAsync(fileId, cancellationToken) is { } file && file.File.AgentId == agentId && IsSearched(file))
        {
            _names[fileId] = file.File.Name;
            await _index.AddFileAsync(fileId, ChunksAsync(file, cancellationToken), file.Epoch, cancellationToken);
        }
        else
        {
            await RemoveAsync(fileId);
        }

        return replaces;
    }

    public async Task RemoveAsync(string fileId)
    {
        await _index.RemoveFileAsync(fileId);
        _names.TryRemove(fileId, out _);
    }

    /// <summary>The best passages, with their text. When the query cannot be embedded, keywords alone answer.</summary>
    /// <returns>The answer, without the time it took.</returns>
    public async Task<SearchResult> SearchAsync(KnowledgeQuery query, CancellationToken cancellationToken)
    {
        var usage = new SearchUsage(ledger);
        var search = new KnowledgeSearch(query.Text, query.TopK, query.Mode, query.MinScore)
        {
            IsMessage = query.IsMessage,
            Usage = UsageScope.For(query.Owner, usage),
        };
        KnowledgeMatches matches;
        try
        {
            matches = await _index.SearchAsync(search, cancellationToken);
        }
        catch (Exception failed) when (query.Mode != SearchMode.Keyword && !cancellationToken.IsCancellationRequested)
        {
            // Whatever keeps an embedder from answering, the keywords are there.
            LogKeywordsOnly(logger, failed, agentId, (failed as LlmException)?.Code ?? failed.GetType().Name);
            matches = await _index.SearchAsync(search with { Mode = SearchMode.Keyword }, cancellationToken);
        }

        return await WithTextAsync(matches, query, cancellationToken) with { Usage = usage.Calls };
    }

    public void Dispose() => _index.Dispose();

    private static bool IsSearched(StoredFile file) => file.Epoch > 0 && file.File.Status != FileStatus.Deleting;

    private async IAsyncEnumerable<FileChunks> FilesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        ImmutableArray<StoredFile> page;
        do
        {
            page = await store.ListAgentFilesAsync(agentId, after, FilesPerPage, cancellationToken);
            foreach (var file in page)
            {
                after = file.File.Id;
                if (IsSearched(file))
                {
                    _names[file.File.Id] = file.File.Name;

                    // While it is done again its row counts the new chunks, and searches see the old ones.
                    int? count = file.File.Status == FileStatus.Ready ? file.File.Chunks : null;
                    yield return new FileChunks(file.File.Id, file.Epoch, count, ChunksAsync(file, cancellationToken));
                }
            }
        }
        while (page.Length == FilesPerPage);
    }

    private async IAsyncEnumerable<IndexedChunk> ChunksAsync(StoredFile file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chunk in store.ReadFileChunksAsync(file.File.Id, file.Epoch, cancellationToken: cancellationToken))
        {
            // A vector of another model, a broken one or one of zeros cannot be compared; until it is made anew, keywords find the chunk.
            var isUsable = chunk.EmbeddingModel == embedder.Model && EmbeddingCodec.Fits(chunk.Embedding, embedder.Dimensions);
            var vector = isUsable ? chunk.Embedding : null;
            yield return new IndexedChunk(chunk.Ordinal, chunk.Text, chunk.IndexText, vector);
        }
    }

    private async Task<SearchResult> WithTextAsync(KnowledgeMatches matches, KnowledgeQuery query, CancellationToken cancellationToken)
    {
        if (matches.Hits.Count == 0)
        {
            return new SearchResult([], TookMs: 0, matches.Confidence);
        }

        var passages = await store.FindPassagesAsync(Ranges(matches.Hits, query.Surround), cancellationToken);
        var byId = passages.ToDictionary(passage => passage.Chunk.Id);
        var found = ImmutableArray.CreateBuilder<SearchHit>(matches.Hits.Count);
        foreach (var hit in matches.Hits)
        {
            // A file may be removed between the search and this.
            if (byId.TryGetValue(ChunkIds.Of(hit.FileId, hit.Version, hit.Ordinal), out var passage)
                && _names.TryGetValue(hit.FileId, out var name))
            {
                var (page, heading) = PassagePlace.Of(query.Text, passage, name);
                found.Add(new SearchHit(
                    passage.Chunk.Id, hit.FileId, name, page, heading, hit.Score, hit.VectorRank, hit.KeywordRank, passage.Chunk.Text));
            }
        }

        return new SearchResult(found.ToImmutable(), TookMs: 0, matches.Confidence) { Surroundings = query.Surround > 0 ? passages : [] };
    }

    /// <summary>The chunks around the hits, none twice.</summary>
    private static List<ChunkRange> Ranges(IReadOnlyList<KnowledgeHit> hits, int surround)
    {
        var ranges = new List<ChunkRange>(hits.Count);
        foreach (var hit in hits.OrderBy(hit => hit.FileId, StringComparer.Ordinal).ThenBy(hit => hit.Ordinal))
        {
            var range = new ChunkRange(hit.FileId, hit.Version, Math.Max(0, hit.Ordinal - surround), hit.Ordinal + surround);
            if (ranges.Count > 0 && ranges[^1] is var last && last.FileId == range.FileId && range.From <= last.Through + 1)
            {
                ranges[^1] = last with { Through = range.Through };
            }
            else
            {
                ranges.Add(range);
            }
        }

        return ranges;
    }

    [LoggerMessage(LogLevel.Warning, "A question to agent {AgentId} could not be embedded ({Code}); keywords alone answer it.")]
    private static partial void LogKeywordsOnly(ILogger logger, Exception failed, string agentId, string code);
}
