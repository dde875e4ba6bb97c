using System.Collections.Immutable;

namespace AgentGrid.Core.Rag.Reranking;

/// <summary>Puts passages that a search found in the order in which they answer a question.</summary>
public interface IReranker
{
    /// <returns>
    /// The indexes of all the passages, each once, best first. Those it has no opinion of follow in the order given, and so
    /// do all of them when it cannot judge: that is no failure.
    /// </returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<ImmutableArray<int>> RankAsync(
        string question, IReadOnlyList<RerankPassage> passages, CancellationToken cancellationToken);
}
