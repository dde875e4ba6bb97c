using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Retrieval.Keywords;

/// <summary>
/// Two words of a query written as one: "data base" also finds database, and "Best Buy" a file named BESTBUY_2017. Most pairs
/// are no word anywhere and cost one look-up.
/// </summary>
internal static class JoinedWords
{
    private const int MinLength = 5;
    private const int MaxWord = 30;

    /// <param name="text">The query.</param>
    /// <param name="tokens">Its tokens, in order.</param>
    /// <param name="language">The query's language.</param>
    public static IEnumerable<ulong> Of(string text, IReadOnlyList<TextToken> tokens, TextLanguage language)
    {
        var stems = new StemCache();
        var joined = new char[(4 * MaxWord) + 4];
        for (var i = 1; i < tokens.Count; i++)
        {
            var (first, second) = (tokens[i - 1], tokens[i]);
            if (IsShortWord(first) && IsShortWord(second) && second.Start == first.Start + first.Length + 1 && text[second.Start - 1] == ' ')
            {
                var word = string.Concat(text.AsSpan(first.Start, first.Length), text.AsSpan(second.Start, second.Length));
                var length = CharFolding.Fold(word, joined);
                if (length >= MinLength)
                {
                    yield return stems.Get(joined, length, language).Stem;
                }
            }
        }
    }

    private static bool IsShortWord(in TextToken token) => token.Kind == TermKind.Word && token.Length <= MaxWord;
}
