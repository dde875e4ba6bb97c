using System.Text;
using System.Text.RegularExpressions;
using AgentGrid.Core.Rag.Extraction.Encodings;

namespace AgentGrid.Core.Rag.Extraction.Html;

/// <summary>The encoding a page declares for itself, used when its bytes do not prove another.</summary>
internal static partial class HtmlCharset
{
    private const int PrescanBytes = 4096;

    public static Encoding Choose(ExtractionSource source, TextEncodingGuess guess) =>
        guess.Certain ? guess.Encoding : Declared(source) ?? guess.Encoding;

    private static Encoding? Declared(ExtractionSource source)
    {
        var head = new byte[PrescanBytes];
        using var stream = source.Open();
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var match = Charset().Match(Encoding.Latin1.GetString(head, 0, length));
        return match.Success ? Encodings.EncodingNames.Find(match.Groups[1].Value) : null;
    }

    [GeneratedRegex("""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,40})""", RegexOptions.IgnoreCase)]
    private static partial Regex Charset();
}
