namespace AgentGrid.Core.Rag.Context;

/// <summary>Tells the kind of a question by its words, in a few languages, and whether a sentence holds a thing of that kind.</summary>
internal static class QuestionCues
{
    private static readonly (QuestionKind Kind, string[] Cues)[] Cues =
    [
        (QuestionKind.Quantity,
        [
            "how many", "how much", "how old", "how long", "how far", "how tall", "how high", "how large", "how big", "how often",
            "what percentage", "what percent", "what number", "how fast", "wie viel", "wie viele", "combien", "cuánto", "cuántos",
            "cuántas", "quanti", "quante", "quantos", "quantas", "hoeveel", "сколько", "多少", "几个", "几次", "几年", "几人", "多大", "多长",
            "多高", "いくつ", "何人", "何個", "百分之几",
        ]),
        (QuestionKind.Time,
        [
            "when ", "what year", "which year", "what date", "what day", "what month", "what time", "what century", "in which year",
            "wann ", "quand ", "cuándo", "quando", "wanneer", "когда", "什么时候", "何时", "哪年", "哪一年", "哪天", "几月", "什么时间", "いつ",
        ]),
        (QuestionKind.Reason,
            ["why ", "what caused", "what is the reason", "for what reason", "warum", "pourquoi", "por qué", "perché", "por que", "waarom", "почему", "为什么", "为何", "何以", "なぜ"]),
        (QuestionKind.Place,
            ["where ", "what city", "what country", "which country", "which city", "wo ", "wohin", "où ", "dónde", "dove ", "onde ", "waar ", "где ", "哪里", "何处", "哪儿", "在哪", "哪个国家", "哪个城市", "どこ"]),
        (QuestionKind.Person,
            ["who ", "whom ", "whose ", "who's", "wer ", "wem ", "qui ", "quién", "quien", "chi ", "quem ", "wie is ", "кто ", "谁", "何人", "誰", "だれ"]),
        (QuestionKind.List,
            ["what are", "which are", "list ", "name the", "what types", "what kinds", "哪些", "哪几", "列出", "有什么"]),
    ];

    private static readonly string[] ReasonWords =
        ["because", "due to", "since ", "in order to", "as a result", "caused by", "so that", "weil", "parce que", "porque", "perché", "потому", "因为", "由于", "以便", "因此"];

    private static readonly string[] MonthsAndDays =
    [
        "january", "february", "march", "april", "may ", "june", "july", "august", "september", "october", "november", "december",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "century", "世纪", "年", "月", "日",
    ];

    public static QuestionKind KindOf(string question)
    {
        var text = question.Trim().ToLowerInvariant() + " ";
        foreach (var (kind, cues) in Cues)
        {
            foreach (var cue in cues)
            {
                var at = text.IndexOf(cue, StringComparison.Ordinal);
                if (at >= 0 && (cue[0] > 0x2E80 || at == 0 || !char.IsLetter(text[at - 1])))
                {
                    return kind;
                }
            }
        }

        return QuestionKind.Other;
    }

    /// <summary>1 when the sentence holds something of the kind that the question does not, else 0.</summary>
    public static double Holds(QuestionKind kind, ReadOnlySpan<char> sentence, string question) => kind switch
    {
        QuestionKind.Quantity => HasNewNumber(sentence, question, minDigits: 1) || HasNumberWord(sentence) ? 1 : 0,
        QuestionKind.Time => HasNewNumber(sentence, question, minDigits: 3) || ContainsAny(sentence, MonthsAndDays) ? 1 : 0,
        QuestionKind.Reason => ContainsAny(sentence, ReasonWords) ? 1 : 0,
        QuestionKind.Person or QuestionKind.Place => HasNewName(sentence, question) ? 1 : 0,
        _ => 0,
    };

    private static bool HasNewNumber(ReadOnlySpan<char> sentence, string question, int minDigits)
    {
        for (var i = 0; i < sentence.Length; i++)
        {
            if (!char.IsDigit(sentence[i]))
            {
                continue;
            }

            var start = i;
            while (i < sentence.Length && char.IsDigit(sentence[i]))
            {
                i++;
            }

            if (i - start >= minDigits && !question.AsSpan().Contains(sentence[start..i], StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasNumberWord(ReadOnlySpan<char> sentence) => ContainsAny(
        sentence,
        [" one ", " two ", " three ", " four ", " five ", " six ", " seven ", " eight ", " nine ", " ten ", " dozen", " hundred", " thousand", " million", " half "]);

    // A capitalised word that is not the first of the sentence and not in the question; scripts without capitals cannot tell.
    private static bool HasNewName(ReadOnlySpan<char> sentence, string question)
    {
        for (var i = 1; i < sentence.Length; i++)
        {
            if (!char.IsUpper(sentence[i]) || sentence[i - 1] != ' ')
            {
                continue;
            }

            var end = i;
            while (end < sentence.Length && char.IsLetter(sentence[end]))
            {
                end++;
            }

            if (end - i > 1 && !question.AsSpan().Contains(sentence[i..end], StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool ContainsAny(ReadOnlySpan<char> sentence, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (sentence.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
