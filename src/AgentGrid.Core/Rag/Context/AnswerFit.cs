namespace AgentGrid.Core.Rag.Context;

/// <summary>
/// Tells whether a sentence is likely to answer at all. What the search says of its best passage counts most, for it knows how rare each
/// word is among all that the agent has; the sentence's own coverage helps, and a name or number that nothing in its file has
/// speaks against it. Weights and bar were fitted to questions in fourteen languages, asked where the answer stands and where it
/// does not.
/// </summary>
internal static class AnswerFit
{
    private const double CoverageWeight = 0.25;
    private const double NamesWeight = 0.25;
    private const double LeastCoverage = 0.05;

    // One word of two is no evidence, half of ten is.
    private const double Bar = 0.35;
    private const double FewTerms = 0.3;
    private const int ManyTerms = 4;

    /// <param name="confidence">What the search says of its best passage, 0 to 1.</param>
    /// <param name="coverage">Share of the question's weight that the sentence covers.</param>
    /// <param name="missingNames">Share of the question's names that nothing in the sentence's file has.</param>
    /// <param name="terms">Terms that the search had.</param>
    public static bool IsLikely(double confidence, double coverage, double missingNames, int terms) =>
        coverage >= LeastCoverage
        && confidence + (CoverageWeight * coverage) - (NamesWeight * missingNames)
            >= Bar + (FewTerms / Math.Clamp(terms, 1, ManyTerms));
}
