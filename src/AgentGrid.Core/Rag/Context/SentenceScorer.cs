using System.Runtime.InteropServices;
using AgentGrid.Core.Rag.Retrieval;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Context;

/// <summary>
/// Scores sentences against a question: share of the question's terms covered, weighted by how rare they are among the
/// passages' sentences; nearness of terms that stand together in the question; whether the sentence holds the kind of thing
/// asked for; and the rank and score of its passage.
/// </summary>
internal static class SentenceScorer
{
    // Tried on a quarter of XQuAD's English and Chinese questions, by the answers that hold the right words: without the share of
    // the sentence before there are 1 to 3 in a hundred fewer, without the bonus for the kind up to 1, and without the title's
    // share, the bonus for pairs or the penalty for rank or score half of one either way. A dead end has no effect there, where no
    // text asks; it keeps the questions of a FAQ from being their own answer.
    private const double TitleShare = 0.5;
    private const double PreviousShare = 0.35;
    private const double PairBonus = 0.15;
    private const double KindBonus = 0.15;
    private const double RankPenalty = 0.03;
    private const double ScorePenalty = 0.2;
    private const double DeadEndPenalty = 0.3;
    private const int MinSentenceLength = 12;

    /// <param name="rankPenalty">What a sentence loses for each passage before its own.</param>
    public static List<CandidateSentence> Score(
        string question, IReadOnlyList<SourcePassage> passages, double rankPenalty = RankPenalty)
    {
        var analyzer = new TextAnalyzer();
        return Score(analyzer, new QuestionTerms(analyzer, question, passages), question, passages, rankPenalty);
    }

    /// <param name="analyzer">Any.</param>
    /// <param name="asked">The terms of the question among the passages.</param>
    /// <param name="question">The question.</param>
    /// <param name="passages">Where to look, best first.</param>
    /// <param name="rankPenalty">What a sentence loses for each passage before its own.</param>
    public static List<CandidateSentence> Score(
        TextAnalyzer analyzer, QuestionTerms asked, string question, IReadOnlyList<SourcePassage> passages, double rankPenalty = RankPenalty)
    {
        var sentences = Cut(analyzer, passages, asked);
        var weights = Weights(asked.Terms, Distinct(sentences, passages));
        var kind = QuestionCues.KindOf(question);
        var total = weights.Values.Sum();
        if (total <= 0 || sentences.Count == 0)
        {
            return [];
        }

        var top = passages.Max(passage => passage.Score);
        for (var i = 0; i < sentences.Count; i++)
        {
            var sentence = sentences[i];
            var passage = passages[sentence.Passage];
            var previous = sentence.Index > 0 ? sentences[i - 1].Terms : [];
            sentence.Coverage = Coverage(weights, sentence.Terms, previous, asked.Titles[sentence.Passage]) / total;
            var text = passage.Text.AsSpan()[sentence.Range];
            sentence.IsBare = IsBare(analyzer, asked, sentence, text);
            sentence.Score = sentence.Coverage
                + PairBonus * Pairs(asked.Terms, sentence.Terms)
                + KindBonus * QuestionCues.Holds(kind, text, question)
                - rankPenalty * sentence.Passage
                - (top > 0 ? ScorePenalty * (1 - (passage.Score / top)) : 0)
                - (IsDeadEnd(passage, sentence, text) ? DeadEndPenalty : 0);
        }

        return sentences;
    }

    // Of "Q: What are the fees?", the fees count.
    private static bool IsBare(TextAnalyzer analyzer, QuestionTerms asked, CandidateSentence sentence, ReadOnlySpan<char> text)
    {
        var said = LeadIns.WithoutLabel(text);
        var terms = said.Length == text.Length ? sentence.Terms : asked.In(analyzer, said, sentence.Passage);
        return terms.Count > 0 && terms.All(asked.Terms.Contains);
    }

    // A question without an answer, or a heading without text.
    private static bool IsDeadEnd(SourcePassage passage, CandidateSentence sentence, ReadOnlySpan<char> text) =>
        (sentence.IsBare || LeadIns.Asks(text))
        && LeadIns.IsOne(passage, sentence.Range, sentence.IsBare)
        && LeadIns.Following(passage, sentence.Range).Count == 0;

    private static List<CandidateSentence> Cut(
        TextAnalyzer analyzer, IReadOnlyList<SourcePassage> passages, QuestionTerms asked)
    {
        var sentences = new List<CandidateSentence>();
        for (var p = 0; p < passages.Count; p++)
        {
            var text = passages[p].Text;
            var index = 0;
            foreach (var range in SentenceSplitter.Split(text))
            {
                var span = text.AsSpan()[range];
                var terms = asked.In(analyzer, span, p);

                // A short line may be the heading of what is asked for.
                if (span.Length >= MinSentenceLength || CharTable.KindOf(span[0]) == CharKind.Ideograph || terms.Exists(asked.Terms.Contains))
                {
                    sentences.Add(new CandidateSentence(p, index++, range, terms));
                }
            }
        }

        return sentences;
    }

    // The same sentence of several versions of a file says only once that its words are common.
    private static List<CandidateSentence> Distinct(List<CandidateSentence> sentences, IReadOnlyList<SourcePassage> passages) =>
        [.. sentences.DistinctBy(sentence => TermHash.OfText(passages[sentence.Passage].Text.AsSpan()[sentence.Range]))];

    // idf over the sentences at hand.
    private static Dictionary<ulong, double> Weights(IReadOnlyList<ulong> terms, List<CandidateSentence> sentences)
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
        Dictionary<ulong, double> weights, IReadOnlyList<ulong> sentence, IReadOnlyList<ulong> previous, IReadOnlyList<ulong> heading)
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
    private static double Pairs(IReadOnlyList<ulong> question, IReadOnlyList<ulong> sentence)
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
