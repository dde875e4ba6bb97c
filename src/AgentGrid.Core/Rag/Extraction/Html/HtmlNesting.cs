using AngleSharp.Dom;
using AngleSharp.Text;

namespace AgentGrid.Core.Rag.Extraction.Html;

/// <summary>
/// Stops the parser at markup that makes its work grow quadratically: elements nested without end, and formatting that is never
/// closed, which each following paragraph repeats.
/// </summary>
internal sealed class HtmlNesting(ExtractionOptions options)
{
    /// <summary>One element in so many is looked at; a prime, so as not to keep step with a pattern.</summary>
    private const int Every = 61;

    /// <summary>The parser hangs what is nested deeper than 512 elements beside each other; its own list of them goes on growing.</summary>
    private const int DeepFrom = 500;

    private const int Slack = 8;

    private const long FreeFormatting = 1_000_000;

    private const int UsualFormatting = 8;

    /// <summary>Elements that stand between those that a writer nests; they do not count.</summary>
    private static readonly HashSet<string> Between = new(StringComparer.Ordinal) { "tbody", "tr", "td", "th", "li", "p" };

    private static readonly HashSet<string> Formatting = new(StringComparer.Ordinal)
    {
        "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
    };

    private IElement? _last;
    private long _seen, _deep, _formatting;

    /// <summary>Called for each element before it has its place; the one before has it by then.</summary>
    public void Take(IElement element, TextPosition position)
    {
        if (++_seen % Every == 0 && _last is not null)
        {
            Look(_last, position);
        }

        _last = element;
    }

    private void Look(IElement element, TextPosition position)
    {
        var depth = 0;
        for (var above = element; above is not null; above = above.ParentElement)
        {
            depth++;
            _formatting += Formatting.Contains(above.LocalName) ? Every : 0;
        }

        for (var below = element.LastElementChild; below is not null; below = below.LastElementChild)
        {
            _formatting += Formatting.Contains(below.LocalName) ? Every : 0;
        }

        _deep += depth >= DeepFrom && !Between.Contains(element.LocalName) ? Every : 0;
        if (_deep > options.MaxDepth * Slack || _formatting > FreeFormatting + (_seen * UsualFormatting))
        {
            throw new ExtractionException(
                ExtractionCodes.TooComplex,
                $"The markup is nested too deep at line {position.Line}: thousands of elements are never closed. Save the page as text.");
        }
    }
}
