using System.Collections.Frozen;

namespace AgentGrid.Core.Rag.Text;

/// <summary>Looks words up in <see cref="StopWordLists"/> by the <see cref="TermHash"/> of their folded form.</summary>
internal static class StopWords
{
    // More than any of them has.
    private const int Longest = 31;

    private static readonly FrozenDictionary<ulong, uint> Masks = Build();

    /// <summary>Bits of the languages in which the word is common, bit n for the language numbered n; 0 for none.</summary>
    public static uint LanguagesOf(ulong foldedWord) => Masks.GetValueOrDefault(foldedWord);

    /// <summary>The same for a word as it is written.</summary>
    public static uint LanguagesOf(ReadOnlySpan<char> word)
    {
        Span<char> folded = stackalloc char[Longest + 1];
        return word.Length > Longest ? 0 : LanguagesOf(TermHash.Of(folded[..CharFolding.Fold(word, folded)]));
    }

    public static bool Contains(ulong foldedWord, TextLanguage language) =>
        (LanguagesOf(foldedWord) & (1u << (int)(language == TextLanguage.Unknown ? TextLanguage.English : language))) != 0;

    private static FrozenDictionary<ulong, uint> Build()
    {
        var masks = new Dictionary<ulong, uint>();
        Span<char> folded = stackalloc char[64];
        Span<char> word = stackalloc char[64];
        foreach (var (language, words) in StopWordLists.All)
        {
            foreach (var range in words.AsSpan().SplitAny(" \n"))
            {
                var length = 0;
                foreach (var c in words.AsSpan()[range])
                {
                    if (CharTable.KindOf(c) != CharKind.Apostrophe)
                    {
                        word[length++] = c;
                    }
                }

                if (length == 0)
                {
                    continue;
                }

                var hash = TermHash.Of(folded[..CharFolding.Fold(word[..length], folded)]);
                masks[hash] = masks.GetValueOrDefault(hash) | (1u << (int)language);
            }
        }

        return masks.ToFrozenDictionary();
    }
}
