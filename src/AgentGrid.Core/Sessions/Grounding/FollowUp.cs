using System.Text.RegularExpressions;
using AgentGrid.Core.Rag.Text;
using AgentGrid.Sessions;

namespace AgentGrid.Core.Sessions.Grounding;

/// <summary>
/// Tells from a message alone whether it means anything without the conversation before it. "And how many of them?" does
/// not; "What does the policy say about employees that leave early?" does, whatever was said before.
/// </summary>
internal static partial class FollowUp
{
    private const int TinyWords = 3;
    private const int ShortWords = 12;
    private const int LongWords = 30;
    private const int FewTerms = 2;
    private const int SomeTerms = 3;
    private const int MaxLength = 2_000;

    /// <summary>Whether the message points back at what was said, or is so short that it can only be understood from it.</summary>
    public static bool PointsBack(string message)
    {
        var words = Words(message);
        if (words is 0 or > LongWords)
        {
            return false;
        }

        // "It is possible to …" and "the employees that …" point at nothing before them.
        var text = Expletive().Replace(message, " ");
        return words <= TinyWords || Strong().IsMatch(text) || (Weak().IsMatch(text) && Terms(text) <= SomeTerms);
    }

    /// <summary>Whether the message says so little of its own that it may lean on what was said: "What are the penalties?".</summary>
    public static bool IsThin(string message) => Words(message) <= ShortWords && Terms(message) <= FewTerms;

    /// <summary>The message with the user's previous one before it: what a follow-up is searched by when no model says it better.</summary>
    public static string Joined(string message, IReadOnlyList<SessionMessage> history)
    {
        var query = Words(message) <= ShortWords && Previous(history) is { } previous ? $"{previous}\n{message}" : message;
        return query.Length <= MaxLength ? query : query[^MaxLength..];
    }

    /// <summary>The user's previous message; null when there is none.</summary>
    public static string? Previous(IReadOnlyList<SessionMessage> history) =>
        history.LastOrDefault(earlier => earlier.Role == MessageRole.User && earlier.Content.Length > 0)?.Content;

    // Two characters of a script without spaces are about a word.
    private static int Words(string message)
    {
        var words = 0;
        var unspaced = 0;
        var inside = false;
        foreach (var c in message)
        {
            var kind = CharTable.KindOf(c);
            unspaced += kind is CharKind.Ideograph or CharKind.Unsegmented ? 1 : 0;
            var isWord = kind is CharKind.Letter or CharKind.Digit or CharKind.Hangul;
            words += isWord && !inside ? 1 : 0;
            inside = isWord || (inside && kind is CharKind.Mark or CharKind.Apostrophe or CharKind.Connector);
        }

        return words + (unspaced / 2);
    }

    private static int Terms(string message)
    {
        var language = LanguageDetector.Detect(message);
        var count = new TermCount();
        new TextAnalyzer().Analyze(message, language == TextLanguage.Unknown ? TextLanguage.English : language, ref count);
        return count.Words + (count.Grams / 2);
    }

    [GeneratedRegex(
        """
        \b(?:is|was|be|would|will)n?'?t?\s+it\s+(?:\w+\s+){0,2}?(?:to|that|for|if)\b
        |\bit\s+(?:is|was|would\s+be)\s+(?:\w+\s+){0,2}?(?:to|that|for|if)\b
        |\bit\s+takes?\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Expletive();

    // Words that point out of the sentence wherever they stand, and beginnings that go on with what was said.
    [GeneratedRegex(
        """
        ^\W*(?:and|but|or|also|so|then|what\s+about|how\s+about|und|aber|oder|et|mais|alors|y|pero|e|ma|а|и|но)\b
        |\b(?:(?-i:[Ii]t)|them|him|the\s+(?:former|latter|same|first|second|third|last)(?:\s+one)?)\b
        |\b(?:is|are|was|were|does|did|do|about|of|for|with|to|in|on|after|before|by|from|at|than|like|how|and|or|but|can|could|will|would|should|mean)\s+(?:this|that|these|those)\b
        |^\W*(?:this|that|these|those)\b|\b(?:this|that|these|those|there|then|one|ones)\W*$
        |\b(?:davon|dazu|dafür|damit|dabei|dort|jene[rsmn]?|ihm|denen|cela|ça|celui-ci|celle-ci|ceux-ci|eso|esto|ello|quello|questo|это|этого|этом|него|неё|нее|них|ним)\b
        |[它他她]|这[个些样]|那[个些样]|这|那么|それ|これ|その|この|彼|そこ
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Strong();

    // Words that point as often at something in the same sentence.
    [GeneratedRegex(
        @"\b(?:its|they|their|he|she|his|her|those|these|(?-i:sie|er)|ihn|ihre[rsmn]?|seine[rsmn]?|dies\w*|il|elle|ils|elles|leurs?|él|ella|ellos|ellas|sus?|lui|lei|loro|он|она|оно|они|его|её|ее|их)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Weak();

    private struct TermCount : ITermSink
    {
        public int Words { get; private set; }

        public int Grams { get; private set; }

        public void Add(in TextToken token)
        {
            Words += token.Kind is TermKind.Word or TermKind.Number or TermKind.Whole ? 1 : 0;
            Grams += token.Kind is TermKind.Gram ? 1 : 0;
        }
    }
}
