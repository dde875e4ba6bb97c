using AgentGrid.Core.Rag.Retrieval.Keywords;
using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Rag.Context;

/// <summary>
/// The terms of a question, in the forms they take in the languages of the passages. A word in any of its forms is its first form:
/// what language a short question is in can hardly be told.
/// </summary>
internal sealed class QuestionTerms
{
    private const int MostLanguages = 4;

    private readonly List<TextLanguage> _languages;
    private readonly Dictionary<ulong, ulong> _first = [];

    public QuestionTerms(TextAnalyzer analyzer, string question, IReadOnlyList<SourcePassage> passages)
    {
        _languages = [.. passages.Select(passage => LanguageDetector.Detect(passage.Text))];
        var asked = KeywordQuery.Parse(question, [.. _languages.Distinct().Take(MostLanguages)]).FindAll(term => !term.IsOptional);
        foreach (var term in asked)
        {
            term.Forms.ForEach(form => _first.TryAdd(form, term.Forms[0]));
        }

        Terms = asked.ConvertAll(term => term.Forms[0]);
        Names = asked.Where(term => term.IsName).Select(term => term.Forms[0]).ToHashSet();
        Codes = asked.Where(term => term.IsCode).Select(term => term.Forms[0]).ToHashSet();
        Titles = [.. passages.Select((passage, i) => TermList.Of(analyzer, $"{passage.FileName} {passage.Heading}", _languages[i], _first))];
    }

    /// <summary>In the order of the question.</summary>
    public IReadOnlyList<ulong> Terms { get; }

    /// <summary>Those that name one thing.</summary>
    public IReadOnlySet<ulong> Names { get; }

    /// <summary>Those without which nothing is said of what was asked.</summary>
    public IReadOnlySet<ulong> Codes { get; }

    /// <summary>The terms of the file name and the headings of each passage.</summary>
    public IReadOnlyList<IReadOnlyList<ulong>> Titles { get; }

    /// <summary>The terms of a text of the passage at an index, in order.</summary>
    public List<ulong> In(TextAnalyzer analyzer, ReadOnlySpan<char> text, int passage) =>
        TermList.Of(analyzer, text, _languages[passage], _first);
}
