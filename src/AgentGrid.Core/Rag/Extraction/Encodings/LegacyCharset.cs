using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Encodings;

/// <summary>A charset from before Unicode and the characters beyond ASCII that its languages use most, most frequent first.</summary>
/// <param name="CodePage">Windows code page number.</param>
/// <param name="Frequent">Characters beyond ASCII, most frequent first.</param>
/// <param name="MultiByte">Two or more bytes a character.</param>
/// <param name="Prior">Added to the score per character: how common such files are.</param>
internal sealed record LegacyCharset(int CodePage, string Frequent, bool MultiByte = false, double Prior = 0)
{
    /// <summary>Rank at which a letter of an alphabet counts least.</summary>
    private const int SingleByteRanks = 60;

    private const int ShiftJis = 932;

    /// <summary>Whether its languages are those of Western Europe.</summary>
    public bool IsWestEuropean { get; } = CodePage is 1252 or 28605 or 850 or 10000;

    private readonly Lazy<Dictionary<char, double>> _weights = new(() => Weigh(Frequent, MultiByte));

    private readonly Lazy<Encoding> _strict = new(() => CodePagesEncodingProvider.Instance.GetEncoding(
        CodePage, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback("\uFFFD"))!);

    /// <summary>Decodes to U+FFFD what the charset does not define: for judging.</summary>
    public Encoding Strict => _strict.Value;

    /// <summary>
    /// For reading. Of Shift-JIS the framework defines NEC's copies of IBM's characters (such as 髙 in names) only in the
    /// lenient form.
    /// </summary>
    public Encoding Reading => CodePage == ShiftJis ? CodePagesEncodingProvider.Instance.GetEncoding(CodePage)! : Strict;

    /// <summary>How much a character speaks for this charset: 1 for the most frequent, falling to 0.35; null when not listed.</summary>
    public double? WeightOf(char c) => _weights.Value.TryGetValue(c, out var weight) ? weight : null;

    private static Dictionary<char, double> Weigh(string frequent, bool multiByte)
    {
        var weights = new Dictionary<char, double>(frequent.Length);
        var span = multiByte ? frequent.Length : SingleByteRanks;
        for (var i = 0; i < frequent.Length; i++)
        {
            weights.TryAdd(frequent[i], 1 - (0.65 * Math.Min(i, span) / span));
        }

        return weights;
    }
}
