using AgentGrid.Core.Rag.Text;

namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>Takes a greeting and polite words off the beginning of a message: documents do not say them.</summary>
internal static class Courtesy
{
    private const char FirstBeyondLatin = '\u0370';

    /// <returns>The rest of the message; all of it when nothing else is in it.</returns>
    public static string Strip(string message)
    {
        var rest = 0;
        var isGreeted = false;
        for (var at = TalkReader.NextWord(message, 0); at < message.Length;)
        {
            var end = TalkReader.Read(message, at, static _ => true, out var part);

            // "你好" may be the beginning of another word where nothing parts the two.
            if (end < 0 || (part != TalkPart.Politeness && !TalkReader.IsParted(message, end)))
            {
                break;
            }

            // "No smoking where?" asks what "OK, where?" does not.
            var mayAsk = part is TalkPart.Filler or TalkPart.Acknowledgement && !isGreeted;
            isGreeted |= part is TalkPart.Greeting or TalkPart.Thanks or TalkPart.Farewell;
            at = TalkReader.NextWord(message, end);
            rest = part == TalkPart.Politeness || IsPunctuated(message, end) || (!mayAsk && BeginsSentence(message, at)) ? at : rest;
        }

        return rest < message.Length ? message[rest..] : message;
    }

    private static bool IsPunctuated(string message, int end) => end < message.Length && char.IsPunctuation(message[end]);

    // "Hello what …" greets, "Hello Kitty", "Tack coat" and "Moi University" do not. Other scripts have no such words in common.
    private static bool BeginsSentence(string message, int at)
    {
        var end = at;
        while (end < message.Length && CharTable.KindOf(message[end]) is CharKind.Letter or CharKind.Mark)
        {
            end++;
        }

        return at >= message.Length || message[at] >= FirstBeyondLatin || StopWords.LanguagesOf(message.AsSpan(at, end - at)) != 0;
    }
}
