using System.Collections.Immutable;

namespace AgentGrid.Core.Rag.Reranking;

/// <summary>Leaves passages in the order in which the search gave them.</summary>
public sealed class SearchOrder : IReranker
{
    /// <inheritdoc/>
    public Task<ImmutableArray<int>> RankAsync(
        string question, IReadOnlyList<RerankPassage> passages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(passages);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Of(passages.Count));
    }

    internal static ImmutableArray<int> Of(int count) => [.. Enumerable.Range(0, count)];
}
