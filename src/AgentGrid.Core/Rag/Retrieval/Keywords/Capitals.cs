using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Retrieval.Keywords;

/// <summary>
/// What the capital letters of a query tell. Within a sentence they make a name, but not where every word has one, as in a
/// title, nor in German, whose nouns all do. A short word all in capitals among small letters is an acronym, though the same
/// letters may be a word too common to look for: US, IT, WHO.
/// </summary>
internal sealed class Capitals
{
    private const int LeastAcronym = 2;
    private const int LongestAcronym = 3;
    private const int LeastTitle = 3;

    // Common words that are written so for stress, or to join words of a search.
    private static readonly HashSet<string> Stressed =
    [
        "ALL", "AND", "ANY", "BUT", "CAN", "DO", "HOW", "MY", "NO", "NON", "NOT", "NOW", "NUR", "OFF", "ON", "OR", "OUT", "PAS",
        "SIN", "THE", "WAS", "WHY", "YOU", "НЕ",
    ];

    private readonly string _text;
    private readonly bool _hasSmall;
    private readonly bool _mayName;
    private readonly HashSet<int> _first;

    /// <param name="text">The query.</param>
    /// <param name="tokens">Its tokens, in order.</param>
    /// <param name="language">The query's language.</param>
    public Capitals(string text, IReadOnlyList<TextToken> tokens, TextLanguage language)
    {
        _text = text;
        _hasSmall = text.Any(char.IsLower);
        _first = FirstOfSentences(text, tokens);
        _mayName = language != TextLanguage.German && !IsTitle(tokens);
    }

    /// <summary>Whether a word is all in capitals among small letters.</summary>
    public bool IsAcronym(in TextToken token)
    {
        var word = _text.AsSpan(token.Start, token.Length);
        return _hasSmall && word.Length >= LeastAcronym && IsAllCapitals(word);
    }

    /// <summary>Whether it is one that is a common word in small letters.</summary>
    public bool IsCommonAcronym(in TextToken token) =>
        token is { Kind: TermKind.Stop, Length: <= LongestAcronym }
        && IsAcronym(token)
        && !Stressed.Contains(_text.Substring(token.Start, token.Length));

    /// <summary>Whether a word that is not common names one thing, by its capital.</summary>
    public bool IsName(in TextToken token) =>
        char.IsUpper(_text[token.Start]) && !_first.Contains(token.Start) && (_mayName || IsAcronym(token));

    // No word of its own in small letters, and a capital on a common word; or more of them than a name has, where nothing asks.
    private bool IsTitle(IReadOnlyList<TextToken> tokens)
    {
        var capitals = 0;
        var isOnCommon = false;
        foreach (var token in tokens)
        {
            if (token.Kind == TermKind.Gram)
            {
                return false;
            }

            if (token.Kind is not (TermKind.Word or TermKind.Stop) || token.Length < LeastAcronym || _first.Contains(token.Start) || IsAcronym(token))
            {
                continue;
            }

            var isCapital = char.IsUpper(_text[token.Start]);
            if (token.Kind == TermKind.Word && !isCapital)
            {
                return false;
            }

            capitals += token.Kind == TermKind.Word ? 1 : 0;
            isOnCommon |= token.Kind == TermKind.Stop && isCapital;
        }

        return isOnCommon || (capitals >= LeastTitle && tokens[0].Kind != TermKind.Stop);
    }

    private static bool IsAllCapitals(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (!char.IsUpper(c))
            {
                return false;
            }
        }

        return true;
    }

    // Their capital is that of the sentence.
    private static HashSet<int> FirstOfSentences(string text, IReadOnlyList<TextToken> tokens)
    {
        var first = new HashSet<int>();
        var next = 0;
        foreach (var sentence in SentenceSplitter.Split(text))
        {
            while (next < tokens.Count && tokens[next].Start < sentence.Start.Value)
            {
                next++;
            }

            if (next < tokens.Count)
            {
                first.Add(tokens[next].Start);
            }
        }

        return first;
    }
}
