using System.Runtime.InteropServices;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Retrieval.Keywords;

/// <summary>Cuts a query into terms, in the stemmed forms of its own language and of those the index holds.</summary>
internal static class KeywordQuery
{
    /// <summary>Most terms taken from a query; the rest of a very long one adds little.</summary>
    public const int MaxTerms = 256;

    private const int LeastCode = 2;

    /// <param name="text">The query.</param>
    /// <param name="languages">Languages of the index, most chunks first.</param>
    /// <returns>The terms to look for: without stop words, unless there is nothing else.</returns>
    public static List<QueryTerm> Parse(string text, IReadOnlyList<TextLanguage> languages)
    {
        var detected = LanguageDetector.Detect(text);
        var primary = detected != TextLanguage.Unknown ? detected : languages.Count > 0 ? languages[0] : TextLanguage.English;
        var analyzer = new TextAnalyzer();
        var found = Tokens.Of(analyzer, text, primary);
        var capitals = new Capitals(text, found, primary);
        found = found.ConvertAll(token => capitals.IsCommonAcronym(token) ? token with { Kind = TermKind.Word } : token);
        var forms = new Dictionary<(int, int, TermKind), List<ulong>>();
        foreach (var language in languages)
        {
            if (language == primary)
            {
                continue;
            }

            foreach (var token in Tokens.Of(analyzer, text, language))
            {
                ref var others = ref CollectionsMarshal.GetValueRefOrAddDefault(forms, Place(token), out _);
                (others ??= []).Add(token.Term);
            }
        }

        var isVietnamese = primary == TextLanguage.Vietnamese;
        var terms = new Dictionary<ulong, QueryTerm>();
        foreach (var token in isVietnamese ? AsWritten(found) : found)
        {
            if (terms.TryGetValue(token.Term, out var known) && (token.Kind == TermKind.Stop || known.Kind != TermKind.Stop))
            {
                terms[token.Term] = known with { Count = known.Count + 1 };
            }
            else if (known is not null || terms.Count < MaxTerms)
            {
                List<ulong> all = [token.Term, .. forms.GetValueOrDefault(Place(token)) ?? []];
                terms[token.Term] = new QueryTerm([.. all.Distinct()], token.Kind, 1)
                {
                    IsOptional = isVietnamese && token.Kind == TermKind.Gram,
                    IsName = token.Kind != TermKind.Stop && (capitals.IsName(token) || HasDigit(text, token)),
                    IsCode = IsCode(text, token),
                };
            }
        }

        var telling = Telling(text, found, terms, capitals);
        if (telling.Count == 0)
        {
            return [.. terms.Values];
        }

        telling.AddRange(JoinedWords.Of(text, found, primary)
            .Where(term => !terms.ContainsKey(term))
            .Distinct()
            .Take(MaxTerms)
            .Select(term => new QueryTerm([term], TermKind.Whole, 1) { IsOptional = true }));
        return telling;
    }

    private static List<QueryTerm> Telling(string text, List<TextToken> found, Dictionary<ulong, QueryTerm> terms, Capitals capitals)
    {
        var telling = terms.Values.Where(term => term.Kind != TermKind.Stop).ToList();
        for (var i = 1; i < found.Count && telling.Count > 1; i++)
        {
            if (found[i].Kind == TermKind.Word
                && !capitals.IsAcronym(found[i])
                && found[i].Start == found[i - 1].Start + found[i - 1].Length + 1
                && AskingWords.Asks(text, RangeOf(found[i - 1]), RangeOf(found[i]))
                && telling.FindIndex(term => term.Forms[0] == found[i].Term) is >= 0 and var at)
            {
                telling[at] = telling[at] with { IsOptional = true };
            }
        }

        return telling.TrueForAll(term => term.IsOptional) ? telling.ConvertAll(term => term with { IsOptional = false }) : telling;
    }

    private static Range RangeOf(in TextToken token) => token.Start..(token.Start + token.Length);

    // A syllable that the query writes with its marks is not another one without them.
    private static IEnumerable<TextToken> AsWritten(IReadOnlyList<TextToken> found)
    {
        var words = found.Where(token => token.Kind == TermKind.Word).Select(token => token.Start).ToHashSet();
        return found.Where(token => token.Kind != TermKind.Part || !words.Contains(token.Start));
    }

    private static bool HasDigit(string text, in TextToken token) => text.AsSpan(token.Start, token.Length).ContainsAnyInRange('0', '9');

    private static bool IsCode(string text, in TextToken token)
    {
        if (token.Kind != TermKind.Part || token.Length < LeastCode || text.AsSpan(token.Start, token.Length).ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var start = text.LastIndexOf(' ', token.Start) + 1;
        var end = text.IndexOf(' ', token.Start);
        return text.AsSpan(start..(end < 0 ? text.Length : end)).ContainsAnyInRange('A', 'Z');
    }

    // A stop word of one language may be a word of another, so kinds other than those of words must agree.
    private static (int Start, int Length, TermKind Kind) Place(in TextToken token) =>
        (token.Start, token.Length, token.Kind is TermKind.Stop ? TermKind.Word : token.Kind);

    private readonly struct Tokens(List<TextToken> tokens) : ITermSink
    {
        public void Add(in TextToken token) => tokens.Add(token);

        public static List<TextToken> Of(TextAnalyzer analyzer, string text, TextLanguage language)
        {
            var tokens = new List<TextToken>();
            var sink = new Tokens(tokens);
            analyzer.Analyze(text, language, ref sink);
            return tokens;
        }
    }
}
