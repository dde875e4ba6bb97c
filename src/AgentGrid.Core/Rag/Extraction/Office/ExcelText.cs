using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>Text of a workbook, in which characters that XML cannot hold are written <c>_xHHHH_</c> (ECMA-376 part 1, 22.4.2.4).</summary>
internal static partial class ExcelText
{
    public static string Decode(string text) =>
        text.Contains("_x", StringComparison.Ordinal) ? Escape().Replace(text, static match => Character(match.Groups[1].ValueSpan)) : text;

    private static string Character(ReadOnlySpan<char> code) =>
        (char)ushort.Parse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) switch
        {
            '\r' => "",
            '\n' or '\t' => "\n",
            var c => char.IsControl(c) ? " " : c.ToString(),
        };

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_", RegexOptions.NonBacktracking)]
    private static partial Regex Escape();
}
