namespace AgentGrid.Core.Rag.Context;

/// <summary>A sentence that may answer the question.</summary>
/// <param name="Passage">Index of its passage in the list given.</param>
/// <param name="Index">Its place in the passage, from 0.</param>
/// <param name="Range">Where it stands in the passage's text.</param>
/// <param name="Terms">Its terms without stop words, in order.</param>
internal sealed record CandidateSentence(int Passage, int Index, Range Range, IReadOnlyList<ulong> Terms)
{
    /// <summary>How well it answers; comparable within one question only.</summary>
    public double Score { get; set; }

    /// <summary>It says nothing that the question does not.</summary>
    public bool IsBare { get; set; }

    /// <summary>Share of the question's weight that its terms cover, 0 to 1.</summary>
    public double Coverage { get; set; }
}
