using System.Text.RegularExpressions;

namespace AgentGrid.Core.Llm.Providers.Offline;

/// <summary>Recognises messages that are only a greeting or thanks and ask nothing.</summary>
internal static partial class SmallTalk
{
    private const int MaxLength = 60;

    public static SmallTalkKind Recognise(string message)
    {
        var text = message.Trim();
        return text.Length is 0 or > MaxLength ? SmallTalkKind.None
            : Greeting().IsMatch(text) ? SmallTalkKind.Greeting
            : Thanks().IsMatch(text) ? SmallTalkKind.Thanks
            : SmallTalkKind.None;
    }

    [GeneratedRegex(
        @"^(hi|hello|hey|howdy|greetings|good (morning|afternoon|evening|day)|hallo|guten (morgen|tag|abend)|moin|servus|bonjour|salut|hola|buen[oa]s (d[ií]as|tardes|noches)|ciao|ol[aá])( (there|all|everyone|zusammen|agent))?[\s!.,?]*(how are you( today)?|how is it going|what's up)?[\s!.,?]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Greeting();

    [GeneratedRegex(
        @"^(ok(ay)?|great|perfect|super)?[\s,!.]*(thanks|thank you|thx|cheers|danke( sch[oö]n)?|vielen dank|merci( beaucoup)?|gracias|grazie|obrigad[oa])( (a lot|so much|very much|again))?[\s!.]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Thanks();
}
