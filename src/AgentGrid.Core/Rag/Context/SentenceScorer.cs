using System.Runtime.InteropServices;
using AgentGrid.Core.Rag.Retrieval;
using AgentGrid.Core.Rag.Retrieval.Keywords;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Context;

/// <summary>
/// Scores sentences against a question: share of the question's terms covered, weighted by how rare they are among the
/// passages' sentences; nearness of terms that stand together in the question; whether the sentence holds the kind of thing
/// asked for; and the rank of its passage.
/// </summary>
internal static class SentenceScorer
{
    private const double TitleShare = 0.5;
    private const double PreviousShare = 0.35;
    private const double PairBonus = 0.15;
    private const double KindBonus = 0.15;
    private const double RankPenalty = 0.03;
    private const int MinSentenceLength = 12;
    private const int MostLanguages = 4;

    /// <param name="rankPenalty">What a sentence loses for each passage before its own.</param>
    public static List<CandidateSentence> Score(
        string question, IReadOnlyList<SourcePassage> passages, double rankPenalty = RankPenalty)
    {
        var analyzer = new TextAnalyzer();
        var languages = passages.Select(passage => LanguageDetector.Detect(passage.Text)).ToList();
        var asked = KeywordQuery.Parse(question, [.. languages.Distinct().Take(MostLanguages)])
            .FindAll(term => !term.IsJoined);

        // A word of the question in any of its forms is its first form: what language a short question is in can hardly be told.
        var first = new Dictionary<ulong, ulong>();
        foreach (var term in asked)
        {
            term.Forms.ForEach(form => first.TryAdd(form, term.Forms[0]));
        }

        var terms = asked.ConvertAll(term => term.Forms[0]);
        var sentences = Cut(analyzer, passages, languages, first);
        var weights = Weights(terms, Distinct(sentences, passages));
        var kind = QuestionCues.KindOf(question);
        var total = weights.Values.Sum();
        if (total <= 0)
        {
            return [];
        }

        var headings = passages.Select(passage => TermList.Of(analyzer, $"{passage.FileName} {passage.Heading}", languages[0], first)).ToList();
        for (var i = 0; i < sentences.Count; i++)
        {
            var sentence = sentences[i];
            var passage = passages[sentence.Passage];
            var previous = sentence.Index > 0 ? sentences[i - 1].Terms : [];
            var heading = headings[sentence.Passage];
            sentence.Coverage = Coverage(weights, sentence.Terms, previous, heading) / total;
            var text = passage.Text.AsSpan()[sentence.Range];
            sentence.Score = sentence.Coverage
                + PairBonus * Pairs(terms, sentence.Terms)
                + KindBonus * QuestionCues.Holds(kind, text, question)
                - rankPenalty * sentence.Passage
                - (text.EndsWith("?") || text.EndsWith("？") ? 0.3 : 0);
        }

        return sentences;
    }

    private static List<CandidateSentence> Cut(
        TextAnalyzer analyzer, IReadOnlyList<SourcePassage> passages, List<TextLanguage> languages, Dictionary<ulong, ulong> first)
    {
        var sentences = new List<CandidateSentence>();
        for (var p = 0; p < passages.Count; p++)
        {
            var text = passages[p].Text;
            var index = 0;
            foreach (var range in SentenceSplitter.Split(text))
            {
                var span = text.AsSpan()[range];
                if (span.Length >= MinSentenceLength || CharTable.KindOf(span[0]) == CharKind.Ideograph)
                {
                    sentences.Add(new CandidateSentence(p, index++, range, TermList.Of(analyzer, span, languages[p], first)));
                }
            }
        }

        return sentences;
    }

    // The same sentence of several versions of a file says only once that its words are common.
    private static List<CandidateSentence> Distinct(List<CandidateSentence> sentences, IReadOnlyList<SourcePassage> passages) =>
        [.. sentences.DistinctBy(sentence => TermHash.OfText(passages[sentence.Passage].Text.AsSpan()[sentence.Range]))];

    // idf over the sentences at hand.
    private static Dictionary<ulong, double> Weights(List<ulong> terms, List<CandidateSentence> sentences)
    {
        var weights = new Dictionary<ulong, double>();
        foreach (var term in terms)
        {
            weights[term] = 0;
        }

        foreach (var sentence in sentences)
        {
            foreach (var term in sentence.Terms.Distinct())
            {
                ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(weights, term);
                if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref count))
                {
                    count++;
                }
            }
        }

        foreach (var term in weights.Keys.ToList())
        {
            weights[term] = Idf.OfWord(sentences.Count, (int)weights[term]);
        }

        return weights;
    }

    // A term in the sentence before, or in the heading, counts in part: "He won it in 1921" is about whom the text just named.
    private static double Coverage(
        Dictionary<ulong, double> weights, IReadOnlyList<ulong> sentence, IReadOnlyList<ulong> previous, List<ulong> heading)
    {
        var covered = 0.0;
        foreach (var (term, weight) in weights)
        {
            covered += sentence.Contains(term) ? weight
                : heading.Contains(term) ? weight * TitleShare
                : previous.Contains(term) ? weight * PreviousShare
                : 0;
        }

        return covered;
    }

    // Share of the question's neighbouring terms that stand within three words of each other in the sentence.
    private static double Pairs(List<ulong> question, IReadOnlyList<ulong> sentence)
    {
        if (question.Count < 2)
        {
            return 0;
        }

        var near = 0;
        for (var i = 1; i < question.Count; i++)
        {
            near += AreNear(sentence, question[i - 1], question[i]) ? 1 : 0;
        }

        return near / (double)(question.Count - 1);
    }

    private static bool AreNear(IReadOnlyList<ulong> sentence, ulong a, ulong b)
    {
        for (var i = 0; i < sentence.Count; i++)
        {
            if (sentence[i] != a)
            {
                continue;
            }

            for (var j = Math.Max(0, i - 3); j <= Math.Min(sentence.Count - 1, i + 3); j++)
            {
                if (j != i && sentence[j] == b)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
