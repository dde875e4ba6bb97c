namespace AgentGrid.Core.Rag.Text;

/// <summary>
/// Remembers the stem and stop-word status of words by hash, since few words make up most of a text. Bounded: when full it
/// forgets all and starts again.
/// </summary>
internal sealed class StemCache
{
    private const int Capacity = 8_192;
    private readonly Dictionary<ulong, Entry> _entries = [];
    private TextLanguage _language;

    public readonly record struct Entry(ulong Stem, bool IsStop);

    /// <summary>The stem of folded letters in the first <paramref name="length"/> places of <paramref name="word"/>, which it may overwrite.</summary>
    public Entry Get(Span<char> word, int length, TextLanguage language)
    {
        if (language != _language || _entries.Count >= Capacity)
        {
            _entries.Clear();
            _language = language;
        }

        var hash = TermHash.Of(word[..length]);
        if (!_entries.TryGetValue(hash, out var entry))
        {
            var isStop = StopWords.Contains(hash, language);
            entry = new Entry(TermHash.Of(word[..Stemmer.Stem(word, length, language)]), isStop);
            _entries[hash] = entry;
        }

        return entry;
    }
}
