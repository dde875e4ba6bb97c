using System.Text;
using AgentGrid.Agents;
using AgentGrid.Core.Llm.Providers;
using AgentGrid.Core.Sessions.Marks;

namespace AgentGrid.Core.Sessions;

/// <summary>The answer as it grows, its citation marks checked, and the sources it cites.</summary>
internal sealed class AnswerText(CitationPolicy policy)
{
    private readonly StringBuilder _text = new();
    private readonly SplitText _pieces = new();
    private CitationMarks _marks = new(null, remove: false);

    public string Text => _text.ToString();

    public int Length => _text.Length;

    public IReadOnlySet<int> Cited => _marks.Cited;

    /// <summary>How many sources the answer may cite; null when its marks mean nothing. Before its first piece.</summary>
    public void Expect(int? sources) => _marks = new CitationMarks(sources, policy == CitationPolicy.Never);

    /// <summary>Takes the next piece and gives what may be shown of it.</summary>
    public string Push(string piece) => Keep(_marks.Push(StorableText.Of(_pieces.Next(piece))));

    /// <summary>No more comes: gives what was held back.</summary>
    public string Complete() => Keep(_marks.Push(_pieces.End()) + _marks.Complete());

    private string Keep(string shown)
    {
        _text.Append(shown);
        return shown;
    }
}
