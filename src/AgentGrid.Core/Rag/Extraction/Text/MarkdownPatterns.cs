using System.Text.RegularExpressions;

namespace AgentGrid.Core.Rag.Extraction.Text;

internal static partial class MarkdownPatterns
{
    [GeneratedRegex(@"!?\[([^\]\[]*)\]\([^)]*\)", RegexOptions.NonBacktracking)]
    public static partial Regex Link();

    [GeneratedRegex(@"(?<![\w])(\*\*|__|\*|_|`)([^*_`]+)(?:\*\*|__|\*|_|`)(?![\w])")]
    public static partial Regex Emphasis();
}
