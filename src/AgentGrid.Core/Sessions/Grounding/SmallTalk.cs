using System.Text.RegularExpressions;

namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>Recognises messages that are only a greeting, thanks or a farewell, and ask nothing that documents could answer.</summary>
internal static partial class SmallTalk
{
    private const int MaxLength = 60;

    public static SmallTalkKind Recognise(string message)
    {
        var text = message.Trim();
        return text.Length > MaxLength || !text.Any(char.IsLetter) ? SmallTalkKind.None
            : Greeting().IsMatch(text) ? SmallTalkKind.Greeting
            : Thanks().IsMatch(text) ? SmallTalkKind.Thanks
            : Farewell().IsMatch(text) ? SmallTalkKind.Farewell
            : SmallTalkKind.None;
    }

    [GeneratedRegex(
        """
        ^\W*(?:(?:hi|hello|hey|hiya|howdy|yo|greetings|good\s+(?:morning|afternoon|evening|day)
        |hallo|guten\s+(?:morgen|tag|abend)|moin|servus|grüezi|bonjour|bonsoir|salut|coucou|hola|buen[oa]s\s+(?:d[ií]as|tardes|noches)
        |ciao|buongiorno|buonasera|ol[aá]|bom\s+dia|boa\s+(?:tarde|noite)|hoi|goedendag|hej|hei|cześć|merhaba|selam|привет|здравствуйте|добрый\s+день|مرحبا|السلام\s+عليكم|नमस्ते|สวัสดี(?:ครับ|ค่ะ)?
        |你好|您好|こんにちは|おはよう(?:ございます)?|안녕하세요)
        (?:\s+(?:there|all|everyone|everybody|zusammen|agent|again|team|friend))?\W*)?
        (?:how\s+are\s+you(?:\s+(?:today|doing))?|how\s+is\s+it\s+going|how's\s+it\s+going|what's\s+up|wie\s+geht(?:'s|\s+es\s+(?:dir|ihnen))|ça\s+va|qué\s+tal|come\s+stai)?\W*$
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Greeting();

    [GeneratedRegex(
        """
        ^\W*(?:ok(?:ay)?|great|perfect|super|cool|nice|good|fine|yes|alright|got\s+it|i\s+see)?\W*
        (?:(?:many\s+)?thanks|thank\s+you|thank\s+u|thx|ty|cheers|danke(?:\s+(?:sch[oö]n|dir|ihnen))?|vielen\s+dank|merci(?:\s+(?:beaucoup|bien))?|(?:muchas\s+)?gracias
        |grazie(?:\s+mille)?|(?:muito\s+)?obrigad[oa]|bedankt|dank\s+je|tack|takk|dziękuję|teşekkürler|(?:большое\s+)?спасибо|شكرا|धन्यवाद|ขอบคุณ(?:ครับ|ค่ะ)?
        |谢谢(?:你|您)?|多谢|ありがとう(?:ございます)?|감사합니다)
        (?:\s+(?:a\s+lot|so\s+much|very\s+much|again|for\s+(?:your|the)\s+help))?\W*$
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Thanks();

    [GeneratedRegex(
        """
        ^\W*(?:ok(?:ay)?|great|perfect|alright|(?:many\s+)?thanks|thank\s+you|danke|merci|gracias|grazie|谢谢)?\W*
        (?:(?:good)?bye|bye\s+bye|see\s+you(?:\s+(?:later|soon))?|good\s+night|tsch[uü]ss|auf\s+wiedersehen|au\s+revoir|adi[oó]s|hasta\s+luego|arrivederci|再见|さようなら)\W*$
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Farewell();
}
