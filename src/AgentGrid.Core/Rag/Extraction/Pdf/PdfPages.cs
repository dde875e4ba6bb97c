using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Pdf;

/// <summary>Splits an extractor's output into pages, which end with form feeds.</summary>
internal static class PdfPages
{
    private const int MaxPageChars = 1_000_000;

    /// <param name="reader">The output.</param>
    /// <param name="whole">Whether what no form feed ends, since the extractor was ended within it, is left out.</param>
    public static IEnumerable<string> Split(TextReader reader, bool whole = false)
    {
        var page = new StringBuilder();
        var buffer = new char[16 * 1024];
        int read;
        while ((read = reader.Read(buffer, 0, buffer.Length)) > 0)
        {
            var start = 0;
            for (var at = Array.IndexOf(buffer, '\f', 0, read); at >= 0; at = Array.IndexOf(buffer, '\f', start, read - start))
            {
                Keep(page, buffer.AsSpan(start, at - start));
                yield return page.ToString();
                page.Clear();
                start = at + 1;
            }

            Keep(page, buffer.AsSpan(start, read - start));
        }

        if (page.Length > 0 && !whole)
        {
            yield return page.ToString();
        }
    }

    private static void Keep(StringBuilder page, ReadOnlySpan<char> text)
    {
        if (page.Length + text.Length > MaxPageChars)
        {
            throw new ExtractionException(
                ExtractionCodes.TooComplex, $"A page of the PDF has more than {MaxPageChars:N0} characters. Print it to a simpler PDF.");
        }

        page.Append(text);
    }
}
