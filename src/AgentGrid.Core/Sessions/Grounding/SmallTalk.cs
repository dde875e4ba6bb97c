namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>
/// Recognises messages made of nothing but set phrases (<see cref="TalkPhrases"/>): a greeting, thanks, a farewell, an "OK".
/// They ask nothing that documents could answer. One word more, and the message is a question like any other.
/// </summary>
internal static class SmallTalk
{
    private const int MaxLength = 120;

    public static SmallTalkKind Recognise(string message)
    {
        var text = message.Trim();
        if (text.Length > MaxLength)
        {
            return SmallTalkKind.None;
        }

        var kind = SmallTalkKind.None;
        for (var at = TalkReader.NextWord(text, 0); at < text.Length; at = TalkReader.NextWord(text, at))
        {
            at = TalkReader.Read(text, at, static part => part != TalkPart.Politeness, out var part);
            if (at < 0)
            {
                return SmallTalkKind.None;
            }

            // Of several the later of the enumeration is what is answered: "OK, thanks, bye" is a farewell.
            kind = (SmallTalkKind)Math.Max((int)kind, (int)KindOf(part));
        }

        return kind;
    }

    private static SmallTalkKind KindOf(TalkPart part) => part switch
    {
        TalkPart.Greeting => SmallTalkKind.Greeting,
        TalkPart.Thanks => SmallTalkKind.Thanks,
        TalkPart.Farewell => SmallTalkKind.Farewell,
        TalkPart.Acknowledgement => SmallTalkKind.Acknowledgement,
        _ => SmallTalkKind.None,
    };
}
