using AgentGrid.Core.Rag.Retrieval.Postings;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Retrieval.Keywords;

/// <summary>BM25 over a snapshot: the OR of a query's terms.</summary>
internal sealed class KeywordReader(PostingSnapshot snapshot)
{
    // Two characters in a row that no chunk has are mostly the end of one word and the beginning of the next.
    private const float UnseenGram = 0.3f;

    // The two words of a joined one count as well.
    private const float OptionalWeight = 0.5f;

    public int Count => snapshot.LiveCount;

    public long Bytes => snapshot.Bytes;

    /// <summary>The chunks among the files' whose text stands in another one, too.</summary>
    public RepeatedChunks RepeatsAmong(IEnumerable<IndexedFile> files) => RepeatedChunks.Of(files, snapshot);

    /// <summary>Scores every chunk that holds a term; dispose the answer.</summary>
    /// <param name="terms">What to look for.</param>
    /// <param name="repeats">Chunks that frequencies do without.</param>
    public KeywordScores Score(IReadOnlyList<QueryTerm> terms, RepeatedChunks repeats)
    {
        var board = new ScoreBoard(snapshot);
        var average = (float)Math.Max(1, snapshot.TotalWeight / Math.Max(1, snapshot.TotalCount));
        var ideal = 0f;
        foreach (var term in terms)
        {
            // The forms of one word share the idf of the most common, so that a rare foreign form is no treasure.
            var (all, distinct) = FrequencyOf(term, repeats);
            var idf = IdfOf(all, distinct, repeats);
            var weight = idf * (term.IsOptional ? OptionalWeight : term.Count);
            ideal += term.IsOptional ? 0 : weight * (all == 0 && term.Kind == TermKind.Gram ? UnseenGram : 1);
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

    private float IdfOf(int all, int distinct, RepeatedChunks repeats)
    {
        var ofAll = Idf.OfWord(Math.Max(1, snapshot.TotalCount), all);
        var ofDistinct = Idf.OfWord(Math.Max(1, snapshot.TotalCount - repeats.Count), distinct);
        return ofAll + (repeats.Share * (ofDistinct - ofAll));
    }

    /// <summary>In how many chunks the most common form stands, with the repeated ones and without.</summary>
    private (int All, int Distinct) FrequencyOf(QueryTerm term, RepeatedChunks repeats)
    {
        var (all, distinct) = (0, 0);
        foreach (var form in term.Forms)
        {
            var of = FrequencyOf(form, repeats);
            (all, distinct) = (Math.Max(all, of.All), Math.Max(distinct, of.Distinct));
        }

        return (all, distinct);
    }

    private (int All, int Distinct) FrequencyOf(ulong form, RepeatedChunks repeats)
    {
        var (all, repeated) = (0, 0);
        for (var s = 0; s < snapshot.Segments.Length; s++)
        {
            var list = snapshot.Segments[s].Find(form, out var frequency);
            all += frequency;
            repeated += repeats.CountIn(s, list);
        }

        // A word of nothing but a repeated chunk's title still stands somewhere.
        return (all, all == 0 ? 0 : Math.Max(1, all - repeated));
    }
}
