using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Html;

/// <summary>White space as a browser shows it.</summary>
internal static class HtmlText
{
    /// <summary>Appends text with each run of white space as one space, none after a space or at the beginning.</summary>
    public static void AppendCollapsed(StringBuilder target, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is not (' ' or '\n' or '\r' or '\t' or '\f' or '\u00A0' or '\u200B'))
            {
                target.Append(c);
            }
            else if (target.Length > 0 && target[^1] is not (' ' or '\n') && c != '\u200B')
            {
                target.Append(' ');
            }
        }
    }

    public static string Collapse(string text)
    {
        var target = new StringBuilder(text.Length);
        AppendCollapsed(target, text);
        return target.ToString().Trim();
    }
}
