using System.Globalization;
using System.Text;

namespace AgentGrid.Core.Rag.Embeddings.Onnx;

/// <summary>
/// BERT's basic tokenisation: control characters dropped, white space unified, ideographs and punctuation on their own, case and
/// diacritics dropped as the model wants it. Source: the reference implementation that came with the BERT paper (Devlin et al., 2018).
/// </summary>
internal static class BertWords
{
    /// <summary>The words of a text, in order. Text that looks like a special token is text.</summary>
    public static IEnumerable<string> Split(string text, BertOptions options)
    {
        var word = new StringBuilder();
        foreach (var rune in Prepare(text, options).EnumerateRunes())
        {
            var isAlone = IsPunctuation(rune) || (options.SplitIdeographs && IsIdeograph(rune));
            if ((isAlone || IsSpace(rune)) && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }

            if (isAlone)
            {
                yield return rune.ToString();
            }
            else if (!IsSpace(rune) && !IsDropped(rune))
            {
                word.Append(rune);
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    private static string Prepare(string text, BertOptions options)
    {
        var prepared = options.Lowercase ? text.ToLowerInvariant() : text;
        if (!options.StripAccents)
        {
            return prepared;
        }

        var bare = new StringBuilder(prepared.Length);

        // Half a surrogate pair cannot be normalised; the runes that replace it are dropped later.
        foreach (var rune in Whole(prepared).Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                bare.Append(rune);
            }
        }

        return bare.ToString();
    }

    private static string Whole(string text) =>
        text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : string.Concat(text.EnumerateRunes());

    private static bool IsSpace(Rune rune) =>
        rune.Value is ' ' or '\t' or '\n' or '\r' || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator;

    private static bool IsDropped(Rune rune) =>
        rune.Value is 0 or 0xFFFD
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate;

    // All ASCII that is neither letter, digit nor space counts, besides what Unicode calls punctuation.
    private static bool IsPunctuation(Rune rune) => rune.Value is (>= 33 and <= 47) or (>= 58 and <= 64) or (>= 91 and <= 96) or (>= 123 and <= 126)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation
            or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation
            or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation;

    private static bool IsIdeograph(Rune rune) => rune.Value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF)
        or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
