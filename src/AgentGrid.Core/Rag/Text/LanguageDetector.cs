using System.Numerics;

namespace AgentGrid.Core.Rag.Text;

/// <summary>Detects the language of a text by its script, then by its common words.</summary>
internal static class LanguageDetector
{
    private const int SampleLength = 600;

    /// <summary>
    /// The language of the first 600 characters, or <see cref="TextLanguage.Unknown"/> when nothing tells, as in a table of
    /// names and numbers or a query of two words.
    /// </summary>
    public static TextLanguage Detect(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, SampleLength)];
        var scripts = ScriptCounts.Of(text);
        if (scripts.Letters == 0)
        {
            return TextLanguage.Unknown;
        }

        // An ideograph says as much as two to three letters of an alphabet.
        if (scripts.Kana * 20 > scripts.Letters && scripts.Kana > 1)
        {
            return TextLanguage.Japanese;
        }

        if ((scripts.Han + scripts.Kana) * 5 > scripts.Letters)
        {
            return TextLanguage.Chinese;
        }

        if (scripts.Hangul * 4 > scripts.Letters)
        {
            return TextLanguage.Korean;
        }

        if (scripts.Unsegmented * 4 > scripts.Letters)
        {
            return TextLanguage.Thai;
        }

        if (scripts.VietnameseTones * 20 > scripts.Letters)
        {
            return TextLanguage.Vietnamese;
        }

        return ByCommonWords(text, scripts);
    }

    private static TextLanguage ByCommonWords(ReadOnlySpan<char> text, in ScriptCounts scripts)
    {
        Span<float> votes = stackalloc float[TextLanguages.Count];
        var words = 0;
        for (var i = 0; i < text.Length;)
        {
            if (CharTable.KindOf(text[i]) != CharKind.Letter)
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && CharTable.KindOf(text[i]) is CharKind.Letter or CharKind.Mark)
            {
                i++;
            }

            words++;
            var mask = StopWords.LanguagesOf(text[start..i]);
            var share = 1f / Math.Max(1, BitOperations.PopCount(mask));
            for (; mask != 0; mask &= mask - 1)
            {
                votes[BitOperations.TrailingZeroCount(mask)] += share;
            }
        }

        var best = 0;
        for (var i = 1; i < TextLanguages.Count; i++)
        {
            best = votes[i] > votes[best] ? i : best;
        }

        // One common word in twenty is little for running text of any language.
        return votes[best] > 0 && votes[best] * 20 >= words ? (TextLanguage)best : scripts.Fallback;
    }

    private ref struct ScriptCounts
    {
        public int Letters, Kana, Han, Hangul, Unsegmented, VietnameseTones, Cyrillic, Greek, Arabic, Hebrew, Devanagari;

        public readonly TextLanguage Fallback =>
            Cyrillic * 2 > Letters ? TextLanguage.Russian
            : Greek * 2 > Letters ? TextLanguage.Greek
            : Arabic * 2 > Letters ? TextLanguage.Arabic
            : Hebrew * 2 > Letters ? TextLanguage.Hebrew
            : Devanagari * 2 > Letters ? TextLanguage.Hindi
            : TextLanguage.Unknown;

        public static ScriptCounts Of(ReadOnlySpan<char> text)
        {
            var counts = default(ScriptCounts);
            foreach (var c in text)
            {
                switch (CharTable.KindOf(c))
                {
                    case CharKind.Ideograph:
                        counts.Letters++;
                        _ = c is (>= '\u3040' and <= '\u30FF') or (>= '\uFF66' and <= '\uFF9F') ? counts.Kana++ : counts.Han++;
                        break;
                    case CharKind.Hangul:
                        counts.Letters++;
                        counts.Hangul++;
                        break;
                    case CharKind.Unsegmented:
                        counts.Letters++;
                        counts.Unsegmented++;
                        break;
                    case CharKind.Letter:
                        counts.Letters++;
                        counts.CountLetter(c);
                        break;
                }
            }

            return counts;
        }

        private void CountLetter(char c)
        {
            switch (c)
            {
                case < '\u0180':
                    break;
                case (>= '\u1EA0' and <= '\u1EF9') or 'ơ' or 'Ơ' or 'ư' or 'Ư':
                    VietnameseTones++;
                    break;
                case >= '\u0370' and <= '\u03FF':
                    Greek++;
                    break;
                case >= '\u0400' and <= '\u052F':
                    Cyrillic++;
                    break;
                case >= '\u0590' and <= '\u05FF':
                    Hebrew++;
                    break;
                case >= '\u0600' and <= '\u06FF':
                    Arabic++;
                    break;
                case >= '\u0900' and <= '\u097F':
                    Devanagari++;
                    break;
            }
        }
    }
}
