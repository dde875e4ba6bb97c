using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Context;

/// <summary>
/// Answers a question without a model by quoting the sentences of the passages that answer it best, each with its citation
/// mark, or says that none does. Deterministic.
/// </summary>
public static class ExtractiveAnswerer
{
    private const int MaxSentences = 4;
    private const int MostLedTo = 3;

    // Another sentence is of the same subject when it says this share of what makes the best one fit.
    private const double SameSubject = 0.8;
    private const int Near = 2;

    // Of XQuAD's answers that hold the right words (90 and 83 in a hundred, English and Chinese), 4 to 8 are lost with the best
    // sentence alone, 2 to 4 with a floor of 0.85, and 2 to 4 when what says nearly the same takes a place.
    private const double NearlyAsGood = 0.72;
    private const double SaysTheSame = 0.6;

    private static readonly string[] Pronouns = ["He ", "She ", "It ", "They ", "This ", "These ", "His ", "Her ", "Its ", "Their ", "他", "她", "它", "这"];

    /// <summary>
    /// One to four sentences of <paramref name="passages"/> (best first, as retrieved) that answer <paramref name="question"/>,
    /// or null when nothing in them fits. Of a message that fits nowhere as a whole, the part that fits best.
    /// </summary>
    /// <param name="question">What is asked.</param>
    /// <param name="passages">What a search for it found, with its scores.</param>
    /// <param name="isFollowUp">The search was for more than the question: it leans on what was asked before.</param>
    public static ExtractiveAnswer? Answer(string question, IReadOnlyList<SourcePassage> passages, bool isFollowUp = false)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(passages);
        if (passages.Count == 0 || string.IsNullOrWhiteSpace(question))
        {
            return null;
        }

        return AnswerPart(question, passages, isFollowUp)
            ?? QuestionParts.Of(question)
                .Select(part => AnswerPart(part, passages, isFollowUp))
                .MaxBy(answer => answer?.Confidence);
    }

    private static ExtractiveAnswer? AnswerPart(string question, IReadOnlyList<SourcePassage> passages, bool isFollowUp)
    {
        var analyzer = new TextAnalyzer();
        var asked = new QuestionTerms(analyzer, question, passages);
        var sentences = SentenceScorer.Score(analyzer, asked, question, passages);
        var best = sentences.MaxBy(sentence => sentence.Score);
        var strength = best is null ? AnswerStrength.None : StrengthOf(analyzer, asked, passages, best, isFollowUp);
        if (best is null || strength == AnswerStrength.None)
        {
            return null;
        }

        var chosen = WithAntecedent(Choose(question, asked, sentences, best, passages), sentences, passages);
        return AnswerText.Compose(passages, Quotes(analyzer, asked, chosen, passages), best.Coverage) with
        {
            IsWeak = strength == AnswerStrength.Weak,
        };
    }

    private static AnswerStrength StrengthOf(
        TextAnalyzer analyzer, QuestionTerms asked, IReadOnlyList<SourcePassage> passages, CandidateSentence best, bool isFollowUp)
    {
        var names = asked.Names.ToHashSet();
        var unsaid = asked.Terms.ToHashSet();
        for (var i = 0; i < passages.Count && unsaid.Count + names.Count > 0; i++)
        {
            var said = asked.In(analyzer, passages[i].Text, i).Concat(asked.Titles[i]).ToHashSet();
            unsaid.ExceptWith(said);
            names.ExceptWith(passages[i].FileName == passages[best.Passage].FileName ? said : []);
        }

        return unsaid.Overlaps(asked.Codes) ? AnswerStrength.None : AnswerFit.Of(
            passages.Max(passage => passage.Score),
            best.Coverage,
            names.Count / (double)Math.Max(1, asked.Names.Count),
            isFollowUp ? int.MaxValue : asked.Terms.Count,
            unsaid.Count > 0);
    }

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

    // The best sentence, then others only when they are nearly as good, of the same subject, and say something else.
    private static List<CandidateSentence> Choose(
        string question,
        QuestionTerms asked,
        List<CandidateSentence> sentences,
        CandidateSentence best,
        IReadOnlyList<SourcePassage> passages)
    {
        var wanted = QuestionCues.KindOf(question) is QuestionKind.List or QuestionKind.Reason or QuestionKind.Other ? 3 : 2;
        var floor = best.Score * NearlyAsGood;
        var chosen = new List<CandidateSentence> { best };
        foreach (var sentence in sentences.OrderByDescending(s => s.Score))
        {
            if (chosen.Count >= wanted || sentence.Score < floor)
            {
                break;
            }

            if (!chosen.Any(other => Overlap(other, sentence) > SaysTheSame) && IsOfSubject(asked, best, sentence, passages))
            {
                chosen.Add(sentence);
            }
        }

        return chosen;
    }

    // What one file says of a name and another of a thing is not what was asked of the two; nor are two rows of one file. One word
    // in common makes no subject of two files.
    private static bool IsOfSubject(
        QuestionTerms asked, CandidateSentence best, CandidateSentence other, IReadOnlyList<SourcePassage> passages)
    {
        var isSameFile = passages[best.Passage].FileName == passages[other.Passage].FileName;
        if (isSameFile && best.Passage == other.Passage && Math.Abs(best.Index - other.Index) <= Near)
        {
            return true;
        }

        var subject = asked.Terms.Where(term => best.Terms.Contains(term) && (!isSameFile || asked.Names.Contains(term))).ToList();
        var shared = subject.Count(term => other.Terms.Contains(term) || asked.Titles[other.Passage].Contains(term));
        return shared >= SameSubject * subject.Count && (isSameFile || subject.Count > 1);
    }

    // A lead-in brings what it leads to; one that says only what was asked gives way to it.
    private static List<(int Passage, Range Range)> Quotes(
        TextAnalyzer analyzer, QuestionTerms asked, List<CandidateSentence> chosen, IReadOnlyList<SourcePassage> passages)
    {
        var quotes = new List<(int Passage, Range Range)>();
        foreach (var sentence in chosen)
        {
            var following = LedTo(analyzer, asked, sentence, passages[sentence.Passage]);
            if (!sentence.IsBare || following.Count == 0)
            {
                quotes.Add((sentence.Passage, sentence.Range));
            }

            quotes.AddRange(following.Select(range => (sentence.Passage, range)));
        }

        return [.. quotes.Distinct().Take(MaxSentences)];
    }

    // Under a heading that covers a part of the question, what covers another.
    private static List<Range> LedTo(TextAnalyzer analyzer, QuestionTerms asked, CandidateSentence sentence, SourcePassage passage)
    {
        if (!LeadIns.IsOne(passage, sentence.Range, sentence.IsBare))
        {
            return [];
        }

        var following = LeadIns.Following(passage, sentence.Range);
        var open = asked.Terms.Except(sentence.Terms).ToHashSet();
        var closing = following.FindAll(range => asked.In(analyzer, passage.Text.AsSpan()[range], sentence.Passage).Exists(open.Contains));
        return [.. (closing.Count > 0 ? closing : following).Take(MostLedTo)];
    }

    private static double Overlap(CandidateSentence a, CandidateSentence b)
    {
        var terms = a.Terms.ToHashSet();
        var shared = b.Terms.Distinct().Count(terms.Contains);
        return shared / (double)Math.Max(1, Math.Min(terms.Count, b.Terms.Distinct().Count()));
    }
}
