using System.Text;
using System.Text.RegularExpressions;
using AgentGrid.Agents;

namespace AgentGrid.Core.Sessions;

/// <summary>The answer as it grows, and the sources it cites.</summary>
internal sealed partial class AnswerText(CitationPolicy policy)
{
    private readonly StringBuilder _text = new();
    private readonly HashSet<int> _cited = [];
    private int _sources;

    public string Text => _text.ToString();

    public int Length => _text.Length;

    public IReadOnlySet<int> Cited => _cited;

    /// <summary>How many sources the answer may cite.</summary>
    public void Expect(int sources) => _sources = sources;

    /// <summary>Takes the next piece and gives what may be shown of it.</summary>
    public string Push(string piece)
    {
        _text.Append(piece);
        return piece;
    }

    /// <summary>No more comes: gives what was held back.</summary>
    public string Complete()
    {
        if (policy != CitationPolicy.Never)
        {
            foreach (Match mark in Mark().Matches(Text))
            {
                if (int.TryParse(mark.Groups[1].ValueSpan, out var number) && number >= 1 && number <= _sources)
                {
                    _cited.Add(number);
                }
            }
        }

        return "";
    }

    [GeneratedRegex(@"\[(\d{1,3})\]", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
