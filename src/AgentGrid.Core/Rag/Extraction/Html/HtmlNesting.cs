using System.Buffers;

namespace AgentGrid.Core.Rag.Extraction.Html;

/// <summary>Refuses markup nested so deep that building its tree would take quadratic time.</summary>
internal static class HtmlNesting
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n/>");

    private static readonly HashSet<string> Leaves = new(StringComparer.OrdinalIgnoreCase)
    {
        "br", "p", "li", "img", "hr", "meta", "link", "input", "td", "tr", "th", "dd", "dt", "option", "col", "wbr", "area", "source", "base",
    };

    private const int Slack = 8;

    public static void Check(ReadOnlySpan<char> html, ExtractionOptions options)
    {
        long depth = 0, deepest = 0;
        var at = 0;
        while (at < html.Length)
        {
            var found = html[at..].IndexOf('<');
            if (found < 0 || at + found + 1 >= html.Length)
            {
                break;
            }

            at += found + 1;
            if (html[at] == '/')
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (char.IsAsciiLetter(html[at]) && !EndsBySelf(html[at..]))
            {
                deepest = Math.Max(deepest, ++depth);
            }
        }

        if (deepest > (long)options.MaxDepth * Slack)
        {
            throw new ExtractionException(
                ExtractionCodes.TooComplex,
                $"The markup is nested {deepest} elements deep; at most {options.MaxDepth * Slack} can be read. Save the page as text.");
        }
    }

    /// <summary>Elements whose end tag is usually left out do not nest.</summary>
    private static bool EndsBySelf(ReadOnlySpan<char> tag)
    {
        var end = tag.IndexOfAny(NameEnds);
        return end >= 0 && Leaves.GetAlternateLookup<ReadOnlySpan<char>>().Contains(tag[..end]);
    }
}
