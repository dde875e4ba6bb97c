namespace AgentGrid.Core.Rag.Extraction.Text;

/// <summary>What one line of Markdown is, by CommonMark's rules for the beginnings of blocks.</summary>
internal static class MarkdownLine
{
    public static bool IsHeading(ReadOnlySpan<char> line, out int level, out string title)
    {
        var text = Indented(line);
        level = text.IndexOfAnyExcept('#');
        title = "";
        if (level is < 1 or > 6 || (text[level] is not (' ' or '\t')))
        {
            return false;
        }

        var rest = text[level..].Trim();
        var closing = rest.TrimEnd('#');
        title = Plain(closing.Length == rest.Length || closing.Length == 0 || closing[^1] is ' ' or '\t' ? closing.Trim() : rest);
        return title.Length > 0;
    }

    /// <summary>A line of <c>=</c> or <c>-</c> under a heading: its level, or 0.</summary>
    public static int UnderlineLevel(ReadOnlySpan<char> line)
    {
        var text = Indented(line).TrimEnd();
        if (text.Length < 2)
        {
            return 0;
        }

        return text.IndexOfAnyExcept('=') < 0 ? 1 : text.IndexOfAnyExcept('-') < 0 ? 2 : 0;
    }

    public static bool IsFence(ReadOnlySpan<char> line, out char mark, out int length)
    {
        var text = line.TrimStart(' ');
        mark = text.IsEmpty ? '\0' : text[0];
        length = 0;
        if (mark is not ('`' or '~'))
        {
            return false;
        }

        length = text.IndexOfAnyExcept(mark);
        length = length < 0 ? text.Length : length;
        return length >= 3 && (mark == '~' || text[length..].IndexOf('`') < 0);
    }

    public static bool IsListItem(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart();
        if (text.Length < 2)
        {
            return false;
        }

        if (text[0] is '-' or '*' or '+' && text[1] is ' ' or '\t')
        {
            return true;
        }

        var digits = text.IndexOfAnyExceptInRange('0', '9');
        return digits is > 0 and < 10 && text[digits] is '.' or ')' && digits + 1 < text.Length && text[digits + 1] is ' ' or '\t';
    }

    public static bool IsTableRow(ReadOnlySpan<char> line) => line.TrimStart().StartsWith("|", StringComparison.Ordinal);

    /// <summary>A heading's text without emphasis and links.</summary>
    public static string Plain(ReadOnlySpan<char> text)
    {
        var plain = text.Trim().ToString();
        if (plain.AsSpan().IndexOfAny("*_`[") < 0)
        {
            return plain;
        }

        plain = MarkdownPatterns.Link().Replace(plain, "$1");
        return MarkdownPatterns.Emphasis().Replace(plain, "$2").Trim();
    }

    private static ReadOnlySpan<char> Indented(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart(' ');
        return line.Length - text.Length > 3 ? default : text;
    }
}
