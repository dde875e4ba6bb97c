using System.Globalization;
using System.Text;
using AgentGrid.Core;

namespace AgentGrid.Storage.Sql;

/// <summary>
/// Text as words for the full-text indexes of both databases: folded to lower case without accents; scripts that do not
/// separate words (Han, kana, Thai and their like) as overlapping pairs, so that any part of a run can be found.
/// </summary>
internal static class SearchText
{
    private const int MaxIndexed = 32_768;
    private const int MaxQuery = 500;
    private const int MaxWord = 64;

    /// <summary>The distinct words of a text; of a very long one, of its beginning.</summary>
    public static string[] Words(string text) => [.. Split(text, MaxIndexed, indexing: true).Distinct(StringComparer.Ordinal)];

    /// <summary>The words asked for. The last may be the beginning of a word, unless a sign ends it.</summary>
    public static SearchWords Query(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new SearchWords([], LastIsBeginning: false, Asked: false);
        }

        string[] words = [.. Split(text, MaxQuery, indexing: false).Distinct(StringComparer.Ordinal).Take(32)];
        var end = text.AsSpan().TrimEnd();
        Rune.DecodeLastFromUtf16(end, out var last, out _);
        var open = IsWord(Rune.GetUnicodeCategory(last)) || (words is [.., var word] && IsUnsegmented(Rune.GetRuneAt(word, 0).Value));
        return new SearchWords(words, open, Asked: true);
    }

    /// <summary>Words for a column that <see cref="SearchWords.LikePattern"/> is matched against.</summary>
    public static string Column(params ReadOnlySpan<string?> texts) =>
        $" {string.Join(' ', Words(string.Join('\n', texts)))} ";

    private static List<string> Split(string text, int limit, bool indexing)
    {
        var folded = StorableText.Of(text.Length > limit ? text[..limit] : text).Normalize(NormalizationForm.FormKD);
        var words = new List<string>();
        var run = new List<string>();
        Span<char> word = stackalloc char[MaxWord + 1];
        var length = 0;
        foreach (var rune in folded.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            {
                continue;
            }

            var isWord = IsWord(category);
            if (isWord && IsUnsegmented(rune.Value))
            {
                Flush(word, ref length, words);
                run.Add(rune.ToString());
                continue;
            }

            FlushRun(run, words, indexing);
            if (isWord && length < MaxWord)
            {
                length += Rune.ToLowerInvariant(rune).EncodeToUtf16(word[length..]);
            }
            else if (!isWord)
            {
                Flush(word, ref length, words);
            }
        }

        Flush(word, ref length, words);
        FlushRun(run, words, indexing);
        return words;
    }

    private static void Flush(ReadOnlySpan<char> word, ref int length, List<string> words)
    {
        if (length > 0)
        {
            words.Add(word[..length].ToString());
            length = 0;
        }
    }

    private static void FlushRun(List<string> run, List<string> words, bool indexing)
    {
        for (var i = 0; i + 1 < run.Count; i++)
        {
            words.Add(run[i] + run[i + 1]);
        }

        // A query of one character is a beginning of pairs; for the run's last character there is no pair, so it stands alone.
        if (run.Count == 1 || (indexing && run.Count > 1))
        {
            words.Add(run[^1]);
        }

        run.Clear();
    }

    private static bool IsWord(UnicodeCategory category) => category
        is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static bool IsUnsegmented(int rune) => rune is
        (>= 0x0E00 and <= 0x0EFF) // Thai, Lao
        or (>= 0x1000 and <= 0x109F) // Myanmar
        or (>= 0x1780 and <= 0x17FF) // Khmer
        or (>= 0x3040 and <= 0x30FF) // Hiragana, Katakana
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) // Han
        or (>= 0x20000 and <= 0x3FFFF);
}
