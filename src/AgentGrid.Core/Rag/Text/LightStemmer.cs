namespace AgentGrid.Core.Rag.Text;

/// <summary>Takes inflectional endings off a folded word by the lists of <see cref="LightStemmerRules"/>.</summary>
internal sealed class LightStemmer
{
    private const int MinStem = 3;
    private static readonly LightStemmer?[] ByLanguage = new LightStemmer?[TextLanguages.Count];

    private readonly Rule[][] _passes;

    private LightStemmer(string rules) =>
        _passes =
        [
            .. rules.Split('|').Select(pass => pass
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(Rule.Parse)
                .OrderByDescending(rule => rule.Affix.Length)
                .ToArray()),
        ];

    /// <summary>The stemmer of the language, or null when it has none.</summary>
    public static LightStemmer? For(TextLanguage language)
    {
        // Two threads may both build one; either is right.
        ref var slot = ref ByLanguage[(int)language];
        return slot ??= LightStemmerRules.For(language) is { } rules ? new LightStemmer(rules) : null;
    }

    /// <summary>Stems the first <paramref name="length"/> letters of <paramref name="word"/> in place; answers the new length.</summary>
    public int Stem(Span<char> word, int length)
    {
        foreach (var pass in _passes)
        {
            foreach (var rule in pass)
            {
                if (rule.Fits(word[..length]))
                {
                    length = rule.Apply(word, length);
                    break;
                }
            }
        }

        return length;
    }

    private sealed record Rule(string Affix, string Replacement, bool IsPrefix)
    {
        public static Rule Parse(string text)
        {
            if (text.EndsWith('-'))
            {
                return new Rule(text[..^1], "", IsPrefix: true);
            }

            var arrow = text.IndexOf('>', StringComparison.Ordinal);
            return arrow < 0 ? new Rule(text, "", false) : new Rule(text[..arrow], text[(arrow + 1)..], false);
        }

        public bool Fits(ReadOnlySpan<char> word) =>
            word.Length - Affix.Length + Replacement.Length >= MinStem && (IsPrefix ? word.StartsWith(Affix) : word.EndsWith(Affix));

        public int Apply(Span<char> word, int length)
        {
            if (IsPrefix)
            {
                word[Affix.Length..length].CopyTo(word);
                return length - Affix.Length;
            }

            Replacement.CopyTo(word[(length - Affix.Length)..]);
            return length - Affix.Length + Replacement.Length;
        }
    }
}
