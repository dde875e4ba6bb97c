using System.Runtime.InteropServices;
using AgentGrid.Core.Rag.Retrieval;
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

    public static List<CandidateSentence> Score(string question, IReadOnlyList<SourcePassage> passages)
    {
        var analyzer = new TextAnalyzer();
        var language = LanguageDetector.Detect(passages[0].Text);
        var asked = LanguageDetector.Detect(question);
        var terms = TermList.Of(analyzer, question, asked == TextLanguage.Unknown ? language : asked);
        var sentences = Cut(analyzer, passages);
        var weights = Weights(terms, sentences);
        var kind = QuestionCues.KindOf(question);
        var total = weights.Values.Sum();
        if (total <= 0)
        {
            return [];
        }

        for (var i = 0; i < sentences.Count; i++)
        {
            var sentence = sentences[i];
            var passage = passages[sentence.Passage];
            var previous = sentence.Index > 0 ? sentences[i - 1].Terms : [];
            var heading = TermList.Of(analyzer, $"{passage.FileName} {passage.Heading}", language);
            sentence.Coverage = Coverage(weights, sentence.Terms, previous, heading) / total;
            var text = passage.Text.AsSpan()[sentence.Range];
            sentence.Score = sentence.Coverage
                + PairBonus * Pairs(terms, sentence.Terms)
                + KindBonus * QuestionCues.Holds(kind, text, question)
                - RankPenalty * sentence.Passage
                - (text.EndsWith("?") || text.EndsWith("？") ? 0.3 : 0);
        }

        return sentences;
    }

    private static List<CandidateSentence> Cut(TextAnalyzer analyzer, IReadOnlyList<SourcePassage> passages)
    {
        var sentences = new List<CandidateSentence>();
        for (var p = 0; p < passages.Count; p++)
        {
            var text = passages[p].Text;
            var language = LanguageDetector.Detect(text);
            var index = 0;
            foreach (var range in SentenceSplitter.Split(text))
            {
                var span = text.AsSpan()[range];
                if (span.Length >= MinSentenceLength || CharTable.KindOf(span[0]) == CharKind.Ideograph)
                {
                    sentences.Add(new CandidateSentence(p, index++, range, TermList.Of(analyzer, span, language)));
                }
            }
        }

        return sentences;
    }

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
            weights[term] = Idf.Of(sentences.Count, (int)weights[term]);
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
