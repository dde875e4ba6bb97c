using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentGrid.Server.Uploads;

/// <summary>The rules of an uploaded file's name. It is shown and sent back, never used as a path.</summary>
internal static partial class FileNames
{
    public const int MaxLength = 255;

    /// <summary>
    /// The name that a quoted <c>filename</c> stands for. Only what needs it is unescaped: some clients send a path with plain
    /// backslashes, which would otherwise lose them and pass for a name.
    /// </summary>
    public static string? Unescape(string? quoted) =>
        quoted is null ? null : Escaped.Replace(quoted, "$1");

    /// <summary>Why a name is refused, or null.</summary>
    public static Failure? Check(string? name)
    {
        var problem = string.IsNullOrWhiteSpace(name) ? "is empty"
            : name.Length > MaxLength ? $"has more than {MaxLength} characters"
            : name.AsSpan().IndexOfAny('/', '\\') >= 0 || name is "." or ".." ? "is a path"
            : name.Any(IsUnprintable) ? "holds characters that cannot be shown"
            : null;
        return problem is null ? null : Failure.Invalid(FailureCodes.InvalidFileName, $"The file's name {problem}. Send a plain name such as report.md.");
    }

    [GeneratedRegex("""\\(["\\])""")]
    private static partial Regex Escaped { get; }

    // Also the marks that turn the direction of text, which make a name look like another, and what was not valid UTF-8.
    private static bool IsUnprintable(char character) =>
        char.IsControl(character) || character is '\uFFFD' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
        || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
