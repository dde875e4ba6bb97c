namespace AgentGrid.Core.Sessions;

/// <summary>The title a session has until somebody renames it: the beginning of its first message.</summary>
public static class SessionTitle
{
    public const int MaxLength = 200;
    private const int Wanted = 80;

    public static string From(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var words = message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var title = string.Join(' ', words);
        if (title.Length <= Wanted)
        {
            return title;
        }

        var cut = char.IsHighSurrogate(title[Wanted - 1]) ? Wanted - 1 : Wanted;
        return string.Concat(title.AsSpan(0, cut).TrimEnd(), "…");
    }
}
