using System.Text;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Context;

/// <summary>
/// Answers a question without a model by quoting the sentences of the passages that answer it best, each with its citation
/// mark, or says that none does. Deterministic.
/// </summary>
public static class ExtractiveAnswerer
{
    private const int MaxSentences = 4;
    private const int MaxSentenceLength = 600;

    // Below this share of the question's weight a sentence is about something else. Pairs of characters are cut across words,
    // so that a good answer covers fewer of them.
    private const double MinCoverage = 0.3;
    private const double MinCoverageOfGrams = 0.16;

    private static readonly string[] Pronouns = ["He ", "She ", "It ", "They ", "This ", "These ", "His ", "Her ", "Its ", "Their ", "他", "她", "它", "这"];

    /// <summary>
    /// One to four sentences of <paramref name="passages"/> (best first, as retrieved) that answer <paramref name="question"/>,
    /// or null when nothing in them fits. Of a message that fits nowhere as a whole, the part that fits best.
    /// </summary>
    public static ExtractiveAnswer? Answer(string question, IReadOnlyList<SourcePassage> passages)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(passages);
        if (passages.Count == 0 || string.IsNullOrWhiteSpace(question))
        {
            return null;
        }

        return AnswerPart(question, passages)
            ?? QuestionParts.Of(question).Select(part => AnswerPart(part, passages)).MaxBy(answer => answer?.Confidence);
    }

    private static ExtractiveAnswer? AnswerPart(string question, IReadOnlyList<SourcePassage> passages)
    {
        var sentences = SentenceScorer.Score(question, passages);
        var best = sentences.MaxBy(sentence => sentence.Score);
        return best is null || best.Coverage < Floor(question)
            ? null
            : Compose(passages, WithAntecedent(Choose(question, sentences, best), sentences, passages), best.Coverage);
    }

    private static double Floor(string question) =>
        TextLanguages.IsInGrams(LanguageDetector.Detect(question))
            ? MinCoverageOfGrams
            : MinCoverage;

    // "He won it in 1921" says little without the sentence that names him.
    private static List<CandidateSentence> WithAntecedent(
        List<CandidateSentence> chosen, List<CandidateSentence> sentences, IReadOnlyList<SourcePassage> passages)
    {
        var first = chosen[0];
        var text = passages[first.Passage].Text.AsSpan()[first.Range];
        foreach (var pronoun in Pronouns)
        {
            if (first.Index > 0 && text.StartsWith(pronoun, StringComparison.Ordinal))
            {
                var before = sentences.Find(s => s.Passage == first.Passage && s.Index == first.Index - 1);
                return before is null || chosen.Contains(before) ? chosen : [first, before, .. chosen.Skip(1).Take(MaxSentences - 2)];
            }
        }

        return chosen;
    }

    // The best sentence, then others only when they are nearly as good and say something else.
    private static List<CandidateSentence> Choose(string question, List<CandidateSentence> sentences, CandidateSentence best)
    {
        var wanted = QuestionCues.KindOf(question) is QuestionKind.List or QuestionKind.Reason or QuestionKind.Other ? 3 : 2;
        var floor = best.Score * 0.72;
        var chosen = new List<CandidateSentence> { best };
        foreach (var sentence in sentences.OrderByDescending(s => s.Score))
        {
            if (chosen.Count >= wanted || sentence.Score < floor)
            {
                break;
            }

            if (!chosen.Any(other => Overlap(other, sentence) > 0.6))
            {
                chosen.Add(sentence);
            }
        }

        return chosen;
    }

    private static double Overlap(CandidateSentence a, CandidateSentence b)
    {
        var terms = a.Terms.ToHashSet();
        var shared = b.Terms.Distinct().Count(terms.Contains);
        return shared / (double)Math.Max(1, Math.Min(terms.Count, b.Terms.Distinct().Count()));
    }

    private static ExtractiveAnswer Compose(IReadOnlyList<SourcePassage> passages, List<CandidateSentence> chosen, double coverage)
    {
        var text = new StringBuilder();
        var sources = new SortedSet<int>();
        foreach (var sentence in chosen.OrderBy(s => s.Passage).ThenBy(s => s.Index).Take(MaxSentences))
        {
            var passage = passages[sentence.Passage];
            if (text.Length > 0)
            {
                text.Append(' ');
            }

            AppendQuote(text, passage.Text.AsSpan()[sentence.Range]);
            text.Append(" [").Append(passage.Number).Append(']');
            sources.Add(passage.Number);
        }

        return new ExtractiveAnswer(text.ToString(), [.. sources], Math.Round(Math.Min(1, coverage), 3));
    }

    // On one line, and an overlong sentence cut at a word.
    private static void AppendQuote(StringBuilder text, ReadOnlySpan<char> sentence)
    {
        var cut = sentence.Length > MaxSentenceLength;
        if (cut)
        {
            var space = sentence[..MaxSentenceLength].LastIndexOf(' ');
            sentence = sentence[..(space > MaxSentenceLength / 2 ? space : MaxSentenceLength)];
        }

        var blank = false;
        foreach (var c in sentence)
        {
            if (char.IsWhiteSpace(c))
            {
                blank = true;
                continue;
            }

            if (blank)
            {
                text.Append(' ');
                blank = false;
            }

            text.Append(c);
        }

        if (cut)
        {
            text.Append('…');
        }
    }
}
