using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Encodings;

/// <summary>A charset from before Unicode and the characters beyond ASCII that its languages use most, most frequent first.</summary>
/// <param name="CodePage">Windows code page number.</param>
/// <param name="Frequent">Characters beyond ASCII, most frequent first.</param>
/// <param name="MultiByte">Two or more bytes a character.</param>
/// <param name="Prior">Added to the score per character: how common such files are.</param>
internal sealed record LegacyCharset(int CodePage, string Frequent, bool MultiByte = false, double Prior = 0)
{
    private readonly Lazy<Dictionary<char, double>> _weights = new(() => Weigh(Frequent));

    private readonly Lazy<Encoding> _strict = new(() => CodePagesEncodingProvider.Instance.GetEncoding(
        CodePage, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback("\uFFFD"))!);

    public Encoding Encoding => _strict.Value;

    /// <summary>How much a character speaks for this charset: 1 for the most frequent, falling to 0.35; null when not listed.</summary>
    public double? WeightOf(char c) => _weights.Value.TryGetValue(c, out var weight) ? weight : null;

    private static Dictionary<char, double> Weigh(string frequent)
    {
        var weights = new Dictionary<char, double>(frequent.Length);
        for (var i = 0; i < frequent.Length; i++)
        {
            weights.TryAdd(frequent[i], 1 - (0.65 * i / frequent.Length));
        }

        return weights;
    }
}
