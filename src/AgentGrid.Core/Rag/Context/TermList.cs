using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Context;

/// <summary>Collects the terms of a text in order, without stop words.</summary>
internal readonly struct TermList(List<ulong> terms) : ITermSink
{
    public void Add(in TextToken token)
    {
        if (token.Kind != TermKind.Stop)
        {
            terms.Add(token.Term);
        }
    }

    public static List<ulong> Of(TextAnalyzer analyzer, ReadOnlySpan<char> text, TextLanguage language)
    {
        var terms = new List<ulong>();
        var sink = new TermList(terms);
        analyzer.Analyze(text, language, ref sink);
        return terms;
    }
}
