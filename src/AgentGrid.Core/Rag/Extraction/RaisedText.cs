namespace AgentGrid.Core.Rag.Extraction;

/// <summary>
/// Numbers set above the line, marks of notes among them. Plain, they would read on in the number or word before them: ten to the third is
/// not 103. In brackets, a note's mark would be taken for one of a source.
/// </summary>
internal static class RaisedText
{
    private const string Plain = "0123456789+-\u2212";

    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻";

    /// <summary>The number in raised signs; the text itself when it is no number.</summary>
    public static string Of(string text) =>
        IsNumber(text) ? string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = Raised[Plain.IndexOf(source[i], StringComparison.Ordinal)];
            }
        })
        : text;

    /// <summary>Whether it is digits, with or without a sign.</summary>
    public static bool IsNumber(string text) => text.Length > 0 && text.All(Plain.Contains);
}
