using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Context;

/// <summary>Collects the terms of a text in order, without stop words.</summary>
internal readonly struct TermList(List<ulong> terms, IReadOnlyDictionary<ulong, ulong> named) : ITermSink
{
    public void Add(in TextToken token)
    {
        // A stop word of this text's language may be a word of the question's.
        var isNamed = named.TryGetValue(token.Term, out var name);
        if (isNamed || token.Kind != TermKind.Stop)
        {
            terms.Add(isNamed ? name : token.Term);
        }
    }

    /// <param name="named">Terms that count as another one.</param>
    public static List<ulong> Of(TextAnalyzer analyzer, ReadOnlySpan<char> text, TextLanguage language, IReadOnlyDictionary<ulong, ulong> named)
    {
        var terms = new List<ulong>();
        var sink = new TermList(terms, named);
        analyzer.Analyze(text, language, ref sink);
        return terms;
    }
}
