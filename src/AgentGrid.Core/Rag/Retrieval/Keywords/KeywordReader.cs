using AgentGrid.Core.Rag.Retrieval.Postings;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Retrieval.Keywords;

/// <summary>BM25 over a snapshot: the OR of a query's terms.</summary>
internal sealed class KeywordReader(PostingSnapshot snapshot)
{
    // Two characters in a row that no chunk has are mostly the end of one word and the beginning of the next.
    private const float UnseenGram = 0.3f;

    // Its two words count as well.
    private const float JoinedWeight = 0.5f;

    public int Count => snapshot.LiveCount;

    public long Bytes => snapshot.Bytes;

    /// <summary>Scores every chunk that holds a term; dispose the answer.</summary>
    public KeywordScores Score(IReadOnlyList<QueryTerm> terms)
    {
        var board = new ScoreBoard(snapshot);
        var average = (float)Math.Max(1, snapshot.TotalWeight / Math.Max(1, snapshot.TotalCount));
        var ideal = 0f;
        foreach (var term in terms)
        {
            // The forms of one word share the idf of the most common, so that a rare foreign form is no treasure.
            var frequency = term.Forms.Max(snapshot.FrequencyOf);
            var idf = Idf.Of(Math.Max(1, snapshot.TotalCount), frequency);
            var weight = idf * (term.IsJoined ? JoinedWeight : term.Count);
            ideal += term.IsJoined ? 0 : weight * (frequency == 0 && term.Kind == TermKind.Gram ? UnseenGram : 1);
            foreach (var form in term.Forms)
            {
                for (var s = 0; s < snapshot.Segments.Length; s++)
                {
                    var segment = snapshot.Segments[s];
                    var list = segment.Find(form, out _);
                    Bm25.Accumulate(list, segment.Weights, average, weight, board.Of(s));
                }
            }
        }

        return new KeywordScores(board, ideal);
    }
}
