namespace AgentGrid.Core.Rag.Text;

/// <summary>
/// The parts of a message that may each be its question: sentences, and what colons and semicolons part, in Chinese and Japanese
/// also commas. Where some ask, only those.
/// </summary>
internal static class QuestionParts
{
    private const int Most = 32;
    private const string Cuts = ";:；：，、";
    private const string Asks = "?？؟";

    /// <returns>None when the message has no two parts.</returns>
    public static List<string> Of(string message)
    {
        var parts = new List<string>();
        foreach (var range in SentenceSplitter.Split(message))
        {
            var sentence = message[range];
            var start = 0;
            for (var i = 0; i < sentence.Length; i++)
            {
                // "10:30" is one part.
                if (Cuts.Contains(sentence[i], StringComparison.Ordinal)
                    && (sentence[i] > 0x7F || i + 1 == sentence.Length || char.IsWhiteSpace(sentence[i + 1])))
                {
                    Add(parts, sentence[start..i]);
                    start = i + 1;
                }
            }

            Add(parts, sentence[start..]);
        }

        if (parts.Count < 2)
        {
            return [];
        }

        var asking = parts.FindAll(part => part.AsSpan().IndexOfAny(Asks) >= 0);
        return asking.Count > 0 ? asking : parts;
    }

    private static void Add(List<string> parts, string part)
    {
        if (parts.Count < Most && part.Any(char.IsLetterOrDigit))
        {
            parts.Add(part.Trim());
        }
    }
}
