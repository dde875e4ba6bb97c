using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Text;

/// <summary>
/// Takes HTML's tags out of a line of Markdown and keeps their text. Only what is plainly a tag goes: a name of HTML's own, with attributes,
/// with its end on the line, or at the line's beginning. <c>&lt;your-token&gt;</c>, <c>&lt;port&gt;</c> and what stands in backticks stay.
/// </summary>
internal static class MarkdownMarkup
{
    private const int LongestTag = 2000;

    private static readonly HashSet<string> Paired = new(StringComparer.Ordinal)
    {
        "p", "div", "span", "center", "h1", "h2", "h3", "h4", "h5", "h6", "details", "summary", "picture", "table", "thead", "tbody", "tfoot",
        "tr", "td", "th", "caption", "ul", "ol", "li", "dl", "dt", "dd", "a", "b", "i", "u", "s", "em", "strong", "small", "big", "sub", "sup",
        "kbd", "code", "samp", "var", "mark", "del", "ins", "font", "figure", "figcaption", "blockquote", "section", "article", "video",
    };

    private static readonly HashSet<string> Single = new(StringComparer.Ordinal) { "br", "hr" };

    /// <summary>These say nothing without attributes; without them the word is a placeholder.</summary>
    private static readonly HashSet<string> Described = new(StringComparer.Ordinal) { "img", "source" };

    private static readonly HashSet<string> Cells = new(StringComparer.Ordinal) { "td", "th", "dt", "dd", "summary" };

    /// <summary>The line without its tags, or null when it has none.</summary>
    public static string? Strip(ReadOnlySpan<char> line)
    {
        if (line.IndexOf('<') < 0)
        {
            return null;
        }

        StringBuilder? text = null;
        var (kept, blank) = (0, true);
        for (var at = line.IndexOfAny('<', '`'); at >= 0 && at < line.Length; at = Next(line, at))
        {
            if (line[at] == '`')
            {
                at = EndOfCode(line, at) - 1;
                continue;
            }

            blank = blank && line[kept..at].IsWhiteSpace();
            var length = TagAt(line, at, opensLine: blank, out var shown);
            if (length == 0)
            {
                continue;
            }

            (text ??= new StringBuilder(line.Length)).Append(line[kept..at]).Append(shown);
            blank = blank && string.IsNullOrWhiteSpace(shown);
            kept = at + length;
            at = kept - 1;
        }

        return text?.Append(line[kept..]).ToString();
    }

    /// <summary>The level of a line that is one heading of HTML, <c>&lt;h1 align="center"&gt;Name&lt;/h1&gt;</c>, or 0.</summary>
    public static int HeadingLevel(ReadOnlySpan<char> line)
    {
        var text = line.Trim();
        return text is ['<', 'h', >= '1' and <= '6', ' ' or '>', ..] && text.Length > 9 && text[^5..].Equals($"</h{text[2]}>", StringComparison.Ordinal) ? text[2] - '0' : 0;
    }

    /// <summary>Length of the tag that begins here, 0 for what is none, and what a reader sees in its place.</summary>
    private static int TagAt(ReadOnlySpan<char> line, int at, bool opensLine, out string shown)
    {
        shown = "";
        var tag = line[at..];
        var end = tag[..Math.Min(tag.Length, LongestTag)].IndexOf('>');
        if (end < 2)
        {
            return 0;
        }

        var closes = tag[1] == '/';
        var inner = tag[(closes ? 2 : 1)..end].TrimEnd('/').TrimEnd();
        var nameEnd = inner.IndexOfAny(' ', '\t');
        var name = (nameEnd < 0 ? inner : inner[..nameEnd]).ToString();
        var attributes = nameEnd < 0 ? default : inner[nameEnd..];
        if (closes)
        {
            shown = Cells.Contains(name) ? " " : "";
            return Paired.Contains(name) && attributes.IsWhiteSpace() ? end + 1 : 0;
        }

        if (Single.Contains(name))
        {
            shown = " ";
            return end + 1;
        }

        var described = attributes.IndexOf('=') > 0;
        if (Described.Contains(name))
        {
            shown = Alternative(attributes);
            return described ? end + 1 : 0;
        }

        return Paired.Contains(name)
            && (described || opensLine || name == "details" || line[(at + end)..].IndexOf($"</{name}>", StringComparison.Ordinal) >= 0) ? end + 1 : 0;
    }

    private static string Alternative(ReadOnlySpan<char> attributes)
    {
        var at = attributes.IndexOf(" alt=", StringComparison.Ordinal);
        if (at < 0 || at + 6 > attributes.Length || attributes[at + 5] is not ('"' or '\''))
        {
            return "";
        }

        var value = attributes[(at + 6)..];
        var end = value.IndexOf(attributes[at + 5]);
        return end > 0 ? value[..end].ToString() : "";
    }

    private static int Next(ReadOnlySpan<char> line, int at)
    {
        var next = at + 1 < line.Length ? line[(at + 1)..].IndexOfAny('<', '`') : -1;
        return next < 0 ? -1 : at + 1 + next;
    }

    /// <summary>Where a span of code ends that begins here: behind as many backticks again, or behind these when there are none.</summary>
    private static int EndOfCode(ReadOnlySpan<char> line, int at)
    {
        var begin = at;
        while (begin < line.Length && line[begin] == '`')
        {
            begin++;
        }

        for (var (i, run) = (begin, 0); i < line.Length; i++)
        {
            run = line[i] == '`' ? run + 1 : 0;
            if (run == begin - at && (i + 1 == line.Length || line[i + 1] != '`'))
            {
                return i + 1;
            }
        }

        return begin;
    }
}
