using System.Text.RegularExpressions;
using AgentGrid.Sessions;

namespace AgentGrid.Core.Sessions;

/// <summary>
/// What to search for. A follow-up such as "and how many of them?" means nothing without the question before it, so a
/// short message that points back is searched together with the user's previous one.
/// </summary>
internal static partial class FollowUpQuery
{
    private const int ShortWords = 12;
    private const int TinyWords = 3;
    private const int MaxLength = 2_000;

    public static string Of(string message, IReadOnlyList<SessionMessage> history)
    {
        var words = message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        var previous = history.LastOrDefault(earlier => earlier.Role == MessageRole.User)?.Content;
        var query = previous is not null && (words <= TinyWords || (words <= ShortWords && PointsBack().IsMatch(message)))
            ? $"{previous}\n{message}"
            : message;
        return query.Length <= MaxLength ? query : query[^MaxLength..];
    }

    [GeneratedRegex(
        @"\b(it|its|they|them|their|this|that|these|those|he|she|his|her|him|there|then|former|latter|same|sie|ihn|ihm|ihr|dies\w*|jene\w*|dort|davon|dazu)\b|^\s*(and|but|or|also|what about|how about|why|und|aber|oder|warum)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PointsBack();
}
