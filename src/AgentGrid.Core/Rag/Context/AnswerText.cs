using System.Text;

namespace AgentGrid.Core.Rag.Context;

/// <summary>Writes quotes down, each followed by its citation mark.</summary>
internal static class AnswerText
{
    private const int MaxSentenceLength = 600;

    /// <summary>The quotes in the order of the passages and of their text.</summary>
    public static ExtractiveAnswer Compose(IReadOnlyList<SourcePassage> passages, List<(int Passage, Range Range)> quotes, double coverage)
    {
        var text = new StringBuilder();
        var sources = new SortedSet<int>();
        foreach (var quote in quotes.OrderBy(quote => quote.Passage).ThenBy(quote => quote.Range.Start.Value))
        {
            var passage = passages[quote.Passage];
            if (text.Length > 0)
            {
                text.Append(' ');
            }

            AppendQuote(text, passage.Text.AsSpan()[quote.Range]);
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
