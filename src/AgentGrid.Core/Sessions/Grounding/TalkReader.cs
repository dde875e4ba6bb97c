using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>Finds set phrases in a message, whatever its case, its spaces and the kind of its apostrophes.</summary>
internal static class TalkReader
{
    /// <summary>Where the next word begins; the length of the message when there is none.</summary>
    public static int NextWord(string message, int at)
    {
        while (at < message.Length && !char.IsLetterOrDigit(message[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>The longest phrase at a place, of the parts that may be.</summary>
    /// <returns>Where it ends, or -1 when there is none.</returns>
    public static int Read(string message, int at, Func<TalkPart, bool> mayBe, out TalkPart part)
    {
        foreach (var (phrase, its) in TalkPhrases.ByFirst[char.ToLowerInvariant(message[at])])
        {
            if (mayBe(its) && EndOf(phrase, message, at) is >= 0 and var end && IsWhole(message, end))
            {
                part = its;
                return end;
            }
        }

        part = default;
        return -1;
    }

    /// <summary>Whether something other than a letter follows: in scripts without spaces a phrase may be the beginning of a word.</summary>
    public static bool IsParted(string message, int end) => end >= message.Length || !char.IsLetterOrDigit(message[end]);

    private static int EndOf(string phrase, string message, int at)
    {
        foreach (var c in phrase)
        {
            if (c == ' ')
            {
                var start = at;
                while (at < message.Length && (char.IsWhiteSpace(message[at]) || message[at] == ','))
                {
                    at++;
                }

                if (at == start)
                {
                    return -1;
                }
            }
            else if (at < message.Length && (char.ToLowerInvariant(message[at]) == c || (c == '\'' && message[at] == '’')))
            {
                at++;
            }
            else
            {
                return -1;
            }
        }

        return at;
    }

    // "Hi-fi" is no greeting and "they'll" no "they".
    private static bool IsWhole(string message, int end)
    {
        if (IsParted(message, end) && end + 1 >= message.Length
            || CharTable.KindOf(message[end - 1]) is CharKind.Ideograph or CharKind.Unsegmented)
        {
            return true;
        }

        var joins = message[end] is '-' or '\'' or '’';
        return IsParted(message, joins ? end + 1 : end) && CharTable.KindOf(message[end]) != CharKind.Mark;
    }
}
