namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>Takes a greeting and polite words off the beginning of a message: documents do not say them.</summary>
internal static class Courtesy
{
    /// <returns>The rest of the message; all of it when nothing else is in it.</returns>
    public static string Strip(string message)
    {
        var rest = 0;
        for (var at = TalkReader.NextWord(message, 0); at < message.Length;)
        {
            var end = TalkReader.Read(message, at, static _ => true, out var part);

            // "你好" may be the beginning of another word where nothing parts the two.
            if (end < 0 || (part != TalkPart.Politeness && !TalkReader.IsParted(message, end)))
            {
                break;
            }

            at = TalkReader.NextWord(message, end);

            // "No smoking where?" asks what "OK, where?" does not.
            var mayAsk = part is (TalkPart.Filler or TalkPart.Acknowledgement) && !IsPunctuated(message, end);
            rest = mayAsk ? rest : at;
        }

        return rest < message.Length ? message[rest..] : message;
    }

    private static bool IsPunctuated(string message, int end) => end < message.Length && char.IsPunctuation(message[end]);
}
