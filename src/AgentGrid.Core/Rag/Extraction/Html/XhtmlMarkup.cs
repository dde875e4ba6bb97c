using System.Buffers;
using System.Net;
using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Html;

/// <summary>
/// Makes XHTML readable for an HTML parser, which takes <c>&lt;script/&gt;</c> for the beginning of a script that never ends: such
/// elements get their end tag, and CDATA becomes text.
/// </summary>
internal static class XhtmlMarkup
{
    private const int HeadChars = 2000;

    private const string CdataStart = "<![CDATA[";

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\f/>");

    private static readonly SearchValues<char> TagSigns = SearchValues.Create(">\"'");

    private static readonly HashSet<string> Void = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    };

    /// <summary>Whether a page says that it is XHTML.</summary>
    public static bool Is(string page)
    {
        var head = page.AsSpan(0, Math.Min(page.Length, HeadChars)).TrimStart();
        return head.StartsWith("<?xml", StringComparison.Ordinal) || head.Contains("http://www.w3.org/1999/xhtml", StringComparison.Ordinal);
    }

    public static string ToHtml(string markup)
    {
        var html = new StringBuilder(markup.Length + 256);
        var at = 0;
        while (markup.IndexOf('<', at) is >= 0 and var start)
        {
            html.Append(markup, at, start - at);
            at = Markup(markup, start, html);
        }

        return html.Append(markup, at, markup.Length - at).ToString();
    }

    /// <summary>Appends what begins at a <c>&lt;</c>; gives where it ends.</summary>
    private static int Markup(string markup, int start, StringBuilder html)
    {
        if (string.CompareOrdinal(markup, start, CdataStart, 0, CdataStart.Length) == 0)
        {
            var text = start + CdataStart.Length;
            var close = EndOf(markup, "]]>", text);
            html.Append(WebUtility.HtmlEncode(markup[text..Math.Max(text, close - 3)]));
            return close;
        }

        if (string.CompareOrdinal(markup, start, "<!--", 0, 4) == 0)
        {
            return Copy(markup, start, EndOf(markup, "-->", start + 4), html);
        }

        if (start + 1 >= markup.Length || !char.IsAsciiLetter(markup[start + 1]))
        {
            return Copy(markup, start, start + 1, html);
        }

        var name = markup.AsSpan(start + 1);
        name = name.IndexOfAny(NameEnds) is >= 0 and var length ? name[..length] : name;
        var end = TagEnd(markup, start);
        if (end - start > 2 && markup[end - 2] == '/' && markup[end - 1] == '>')
        {
            if (Void.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
            {
                return Copy(markup, start, end, html);
            }

            html.Append(markup, start, end - 2 - start).Append("></").Append(name).Append('>');
            return end;
        }

        // What looks like tags inside a script is none.
        var isScript = name.Equals("script", StringComparison.OrdinalIgnoreCase) || name.Equals("style", StringComparison.OrdinalIgnoreCase);
        var closed = isScript ? markup.IndexOf($"</{name}", end, StringComparison.OrdinalIgnoreCase) : -1;
        return Copy(markup, start, isScript ? closed < 0 ? markup.Length : closed : end, html);
    }

    /// <summary>Past the <c>&gt;</c> that ends a tag; one inside quotation marks does not.</summary>
    private static int TagEnd(string markup, int start)
    {
        var at = start;
        while (markup.AsSpan(at).IndexOfAny(TagSigns) is >= 0 and var found)
        {
            at += found + 1;
            if (markup[at - 1] == '>')
            {
                return at;
            }

            at = markup.IndexOf(markup[at - 1], at) + 1;
            if (at == 0)
            {
                break;
            }
        }

        return markup.Length;
    }

    private static int EndOf(string markup, string close, int from) =>
        markup.IndexOf(close, Math.Min(from, markup.Length), StringComparison.Ordinal) is >= 0 and var at ? at + close.Length : markup.Length;

    private static int Copy(string markup, int start, int end, StringBuilder html)
    {
        html.Append(markup, start, end - start);
        return end;
    }
}
